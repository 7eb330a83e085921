# Driver for pyzmq (Debian: python3-zmq): /usr/bin/python3 drivers/pyzmq.py {endpoint} {mode} {socket} {mechanism}
import itertools, json, sys, time, zmq

OPTIONS = {"maxMessageSize": zmq.MAXMSGSIZE, "handshakeInterval": zmq.HANDSHAKE_IVL,
           "heartbeatInterval": zmq.HEARTBEAT_IVL, "heartbeatTimeout": zmq.HEARTBEAT_TIMEOUT,
           "heartbeatTimeToLive": zmq.HEARTBEAT_TTL, "sendHighWaterMark": zmq.SNDHWM,
           "receiveHighWaterMark": zmq.RCVHWM, "reconnectInterval": zmq.RECONNECT_IVL,
           "linger": zmq.LINGER, "zapDomain": zmq.ZAP_DOMAIN, "plainServer": zmq.PLAIN_SERVER,
           "plainUsername": zmq.PLAIN_USERNAME, "plainPassword": zmq.PLAIN_PASSWORD,
           "curveServer": zmq.CURVE_SERVER, "curvePublicKey": zmq.CURVE_PUBLICKEY,
           "curveSecretKey": zmq.CURVE_SECRETKEY, "curveServerKey": zmq.CURVE_SERVERKEY}
TYPES = ["REQ", "REP", "DEALER", "ROUTER", "PUB", "SUB", "XPUB", "XSUB"]
CAN = ["open", "zmtp3", "zmtp2", "zmtp1", "heartbeat", "monitor", *OPTIONS, *TYPES]
context, poller, sock, zap, reading = zmq.Context(), zmq.Poller(), None, None, True
monitors, numbers = [], itertools.count()

def say(line):
    print(json.dumps(line), flush=True)

def shut():
    global sock
    if sock is not None:
        if sock in poller: poller.unregister(sock)
        sock.close()
        sock = None

def read(on):
    global reading
    reading = on
    if sock is None or sock.type in (zmq.PUSH, zmq.PUB): return
    if on and sock not in poller: poller.register(sock, zmq.POLLIN)
    if not on and sock in poller: poller.unregister(sock)

def allow():
    """Answers a ZAP request (RFC 27) with the status that its domain names, or lets in user:password only."""
    _, request, domain, _, _, _, *credentials = zap.recv_multipart()
    if b":" in domain: domain = b"200" if b":".join(credentials) == domain else b"400"
    zap.send_multipart([b"1.0", request, domain, b"", b"", b""])

def set_zap(wanted):
    """Sees to it that there is a ZAP handler, or that there is none."""
    global zap
    if wanted == (zap is not None): return
    if not wanted:
        poller.unregister(zap)
        zap.close()
        zap = None
        return
    zap = context.socket(zmq.REP)
    for left in reversed(range(200)):
        try: zap.bind("inproc://zeromq.zap.01")
        except zmq.ZMQError as error:
            if error.errno != zmq.EADDRINUSE or left == 0: raise
            time.sleep(0.005)  # the one before is not gone yet
        else: break
    poller.register(zap, zmq.POLLIN)

def monitor():
    """Monitors the socket, from before it is bound or connected."""
    place = f"inproc://monitor-{next(numbers)}"
    sock.monitor(place, zmq.EVENT_ALL)
    pair = context.socket(zmq.PAIR)
    pair.connect(place)
    monitors.append(pair)
    poller.register(pair, zmq.POLLIN)

def tell_events(pair):
    """Says each message of a monitor, as it is, up to MONITOR_STOPPED."""
    while pair.getsockopt(zmq.EVENTS) & zmq.POLLIN:
        parts = pair.recv_multipart()
        say({"monitor": [part.hex() for part in parts]})
        if int.from_bytes(parts[0][:2], sys.byteorder) != zmq.EVENT_MONITOR_STOPPED: continue
        poller.unregister(pair)
        monitors.remove(pair)
        pair.close()
        return

def start(setup):
    global sock
    shut()
    options = setup.get("options", {})
    set_zap(options.get("zapDomain", "") != "")
    sock = context.socket(getattr(zmq, setup["socket"]))
    sock.linger = 0
    for name, value in options.items():
        if value == "" or name == "monitor": continue
        sock.setsockopt(OPTIONS[name], value.encode() if isinstance(value, str) else value)
    if options.get("monitor", False): monitor()
    if setup["mode"] == "bind": sock.bind(setup["endpoint"])
    else: sock.connect(setup["endpoint"])
    read(True)
    return sock.last_endpoint.decode() if setup["mode"] == "bind" else setup["endpoint"]

def obey(message):
    if "open" in message: say({"ready": start(message["open"])})
    elif "send" in message:
        sock.sndtimeo = message.get("wait", 500)
        sock.send_multipart([bytes.fromhex(part) for part in message["send"]])
        say({"sent": True})
    elif "subscribe" in message:
        sock.subscribe(bytes.fromhex(message["subscribe"]))
        say({"subscribed": True})
    elif "unsubscribe" in message:
        sock.unsubscribe(bytes.fromhex(message["unsubscribe"]))
        say({"subscribed": False})
    elif "read" in message:
        read(message["read"])
        say({"read": reading})
    elif "close" in message:
        shut()
        say({"closed": True})
    else: raise KeyError("unsupported")

endpoint, mode, kind, mechanism = sys.argv[1:5]
say({"ready": start({"endpoint": endpoint, "mode": mode, "socket": kind}), "can": CAN,
     "name": "libzmq " + zmq.zmq_version()})
poller.register(sys.stdin.buffer.raw, zmq.POLLIN)
pending = b""
while True:
    ready = [where for where, _ in poller.poll()]
    if sock in ready:
        for _ in range(1000):
            try: say({"recv": [part.hex() for part in sock.recv_multipart(zmq.NOBLOCK)]})
            except zmq.ZMQError: break  # nothing is there, or it is not this socket's turn
    if zap is not None and zap in ready: allow()
    for pair in [each for each in monitors if each in ready]: tell_events(pair)
    if sys.stdin.buffer.raw.fileno() in ready:
        chunk = sys.stdin.buffer.raw.read(1 << 20)
        if not chunk: sys.exit(0)
        *lines, pending = (pending + chunk).split(b"\n")
        for line in lines:
            try: obey(json.loads(line))
            except zmq.Again: say({"error": "again"})
            except (zmq.ZMQError, AttributeError, KeyError) as error: say({"error": str(error)})
