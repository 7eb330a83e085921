# Driver for pyzmq (Debian: python3-zmq): /usr/bin/python3 drivers/pyzmq.py {endpoint} {mode} {socket} {mechanism}
import json, sys, zmq

OPTIONS = {"maxMessageSize": zmq.MAXMSGSIZE, "handshakeInterval": zmq.HANDSHAKE_IVL,
           "heartbeatInterval": zmq.HEARTBEAT_IVL, "heartbeatTimeout": zmq.HEARTBEAT_TIMEOUT,
           "heartbeatTimeToLive": zmq.HEARTBEAT_TTL, "sendHighWaterMark": zmq.SNDHWM,
           "receiveHighWaterMark": zmq.RCVHWM, "reconnectInterval": zmq.RECONNECT_IVL}
CAN = ["open", "zmtp3", "zmtp2", "zmtp1", "heartbeat", *OPTIONS]
context, poller, sock, reading = zmq.Context(), zmq.Poller(), None, True

def say(line):
    print(json.dumps(line), flush=True)

def shut():
    global sock
    if sock is not None:
        if sock in poller: poller.unregister(sock)
        sock.close(0)
        sock = None

def read(on):
    global reading
    reading = on
    if sock is None or sock.type == zmq.PUSH: return
    if on and sock not in poller: poller.register(sock, zmq.POLLIN)
    if not on and sock in poller: poller.unregister(sock)

def start(setup):
    global sock
    shut()
    sock = context.socket(getattr(zmq, setup["socket"]))
    for name, value in setup.get("options", {}).items(): sock.setsockopt(OPTIONS[name], value)
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
    elif "read" in message: read(message["read"])
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
            except zmq.Again: break
    if any(where is not sock for where in ready):
        chunk = sys.stdin.buffer.raw.read(1 << 20)
        if not chunk: sys.exit(0)
        *lines, pending = (pending + chunk).split(b"\n")
        for line in lines:
            try: obey(json.loads(line))
            except zmq.Again: say({"error": "again"})
            except zmq.ZMQError as error: say({"error": str(error)})
