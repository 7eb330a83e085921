# Driver for pyzmq (Debian: python3-zmq): /usr/bin/python3 drivers/pyzmq.py {endpoint} {mode} {socket} {mechanism}
import json, sys, zmq

OPTIONS = {"maxMessageSize": zmq.MAXMSGSIZE, "handshakeInterval": zmq.HANDSHAKE_IVL,
           "heartbeatInterval": zmq.HEARTBEAT_IVL, "heartbeatTimeout": zmq.HEARTBEAT_TIMEOUT,
           "heartbeatTimeToLive": zmq.HEARTBEAT_TTL, "sendHighWaterMark": zmq.SNDHWM,
           "receiveHighWaterMark": zmq.RCVHWM, "reconnectInterval": zmq.RECONNECT_IVL,
           "linger": zmq.LINGER, "zapDomain": zmq.ZAP_DOMAIN}
TYPES = ["REQ", "REP", "DEALER", "ROUTER", "PUB", "SUB", "XPUB", "XSUB"]
CAN = ["open", "zmtp3", "zmtp2", "zmtp1", "heartbeat", *OPTIONS, *TYPES]
context, poller, sock, zap, reading = zmq.Context(), zmq.Poller(), None, None, True

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
    """Answers a ZAP request (RFC 27) with the status that its domain names."""
    _, request, domain, *_ = zap.recv_multipart()
    zap.send_multipart([b"1.0", request, domain, b"", b"", b""])

def start(setup):
    global sock, zap
    shut()
    options = setup.get("options", {})
    if "zapDomain" in options and zap is None:
        zap = context.socket(zmq.REP)
        zap.bind("inproc://zeromq.zap.01")
        poller.register(zap, zmq.POLLIN)
    sock = context.socket(getattr(zmq, setup["socket"]))
    sock.linger = 0
    for name, value in options.items():
        sock.setsockopt(OPTIONS[name], value.encode() if isinstance(value, str) else value)
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
    if zap in ready: allow()
    if any(where is not sock and where is not zap for where in ready):
        chunk = sys.stdin.buffer.raw.read(1 << 20)
        if not chunk: sys.exit(0)
        *lines, pending = (pending + chunk).split(b"\n")
        for line in lines:
            try: obey(json.loads(line))
            except zmq.Again: say({"error": "again"})
            except zmq.ZMQError as error: say({"error": str(error)})
