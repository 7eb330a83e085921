# Driver for pyomq, Python on the Rust code of omq: python3 drivers/pyomq/main.py {endpoint} {mode} {socket} {mechanism}
import json, queue, sys, threading
import pyomq as zmq

OPTIONS = {"maxMessageSize": zmq.MAXMSGSIZE, "handshakeInterval": zmq.HANDSHAKE_IVL,
           "heartbeatInterval": zmq.HEARTBEAT_IVL, "heartbeatTimeout": zmq.HEARTBEAT_TIMEOUT,
           "heartbeatTimeToLive": zmq.HEARTBEAT_TTL, "sendHighWaterMark": zmq.SNDHWM,
           "receiveHighWaterMark": zmq.RCVHWM, "reconnectInterval": zmq.RECONNECT_IVL, "linger": zmq.LINGER,
           "plainUsername": zmq.PLAIN_USERNAME, "plainPassword": zmq.PLAIN_PASSWORD,
           "curveServer": zmq.CURVE_SERVER, "curvePublicKey": zmq.CURVE_PUBLICKEY,
           "curveSecretKey": zmq.CURVE_SECRETKEY, "curveServerKey": zmq.CURVE_SERVERKEY}
TYPES = ["REQ", "REP", "DEALER", "ROUTER", "PUB", "SUB", "XPUB", "XSUB"]
CAN = ["open", "zmtp3", "heartbeat", *OPTIONS, *TYPES]
context, sock, kind, reading = zmq.Context(), None, "", True

def say(line):
    print(json.dumps(line), flush=True)

def shut():
    global sock
    if sock is not None: sock.close()
    sock = None

def start(setup):
    global sock, kind, reading
    shut()
    kind, reading = setup["socket"], True
    sock = context.socket(getattr(zmq, kind))
    sock.setsockopt(zmq.LINGER, 0)
    for name, value in setup.get("options", {}).items():
        if value != "": sock.setsockopt(OPTIONS[name], value.encode() if isinstance(value, str) else int(value))
    if setup["mode"] == "bind":
        endpoint = sock.bind(setup["endpoint"].replace(":*", ":0"))
        return endpoint.decode() if isinstance(endpoint, bytes) else endpoint
    sock.connect(setup["endpoint"])
    return setup["endpoint"]

def receive():
    """One message, if one is there and it is this socket's turn."""
    if sock is None or not reading or kind in ("PUSH", "PUB"): return False
    try: say({"recv": [bytes(part).hex() for part in sock.recv_multipart(zmq.NOBLOCK)]})
    except zmq.ZMQError: return False
    return True

def obey(message):
    global reading
    if "open" in message: say({"ready": start(message["open"])})
    elif "close" in message:
        shut()
        say({"closed": True})
    elif "send" in message:
        sock.setsockopt(zmq.SNDTIMEO, message.get("wait", 500))
        sock.send_multipart([bytes.fromhex(part) for part in message["send"]])
        say({"sent": True})
    elif "subscribe" in message:
        sock.subscribe(bytes.fromhex(message["subscribe"]))
        say({"subscribed": True})
    elif "unsubscribe" in message:
        sock.unsubscribe(bytes.fromhex(message["unsubscribe"]))
        say({"subscribed": False})
    elif "read" in message:
        reading = message["read"]
        say({"read": reading})

endpoint, mode, first, mechanism = sys.argv[1:5]
say({"ready": start({"endpoint": endpoint, "mode": mode, "socket": first}), "can": CAN,
     "name": "pyomq " + zmq.pyomq_version()})
# Its Poller takes no file descriptor: a thread reads the input, and what is received is asked for in turn.
orders = queue.Queue()

def listen():
    for line in sys.stdin: orders.put(line)
    orders.put(None)

threading.Thread(target=listen, daemon=True).start()
while True:
    got = receive()
    try: line = orders.get_nowait() if got else orders.get(timeout=0.001)
    except queue.Empty: continue
    if line is None: sys.exit(0)
    try: obey(json.loads(line))
    except zmq.Again: say({"error": "again"})
    except zmq.ZMQError as error: say({"error": str(error)})
