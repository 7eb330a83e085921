# A consumer as a user of pyzmq writes it: prints what it receives, leaves on Quit.
# Usage: python3 consumer.py ENDPOINT
import sys

import zmq

context = zmq.Context()
pull = context.socket(zmq.PULL)
pull.connect(sys.argv[1])
while True:
    text = pull.recv_string()
    print(text, flush=True)
    if text == "Quit":
        break
pull.close()
context.term()
