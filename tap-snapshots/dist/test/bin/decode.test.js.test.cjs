/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`dist/test/bin/decode.test.js > TAP > some of the fixtures in full > monitor/bind-tcp.v1.msgpack 1`] = `
01:54:03.386224 = capture of libzmq 4.3.5 on linux-x64: bind-tcp
01:54:03.399391 push: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:34875"  [27 bytes]
  part 0 +0  08 00                    event    0x0008 LISTENING         bound and listening                        zmq_socket_monitor(3)
  part 0 +2  1f 00 00 00              value    31                       fd 31, descriptor of the listening socket  zmq_socket_monitor(3)
  part 1 +0  74 63 70 3a 2f 2f 31 32  address  "tcp://127.0.0.1:34875"  the endpoint of the event                  zmq_socket_monitor(3)
             37 2e 30 2e 30 2e 31 3a
             33 34 38 37 35
01:54:03.400363 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:34875"  [27 bytes]
  part 0 +0  80 00                    event    0x0080 CLOSED            a listener, or an unfinished attempt to connect, was closed  zmq_socket_monitor(3)
  part 0 +2  1f 00 00 00              value    31                       fd 31, the descriptor that was closed                     zmq_socket_monitor(3)
  part 1 +0  74 63 70 3a 2f 2f 31 32  address  "tcp://127.0.0.1:34875"  the endpoint of the event                                 zmq_socket_monitor(3)
             37 2e 30 2e 30 2e 31 3a
             33 34 38 37 35
01:54:03.400517 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
  part 0 +0  00 04        event    0x0400 MONITOR_STOPPED  the last event of this monitor                          zmq_socket_monitor(3)
  part 0 +2  00 00 00 00  value    0                       no meaning here                                         zmq_socket_monitor(3)
  part 1 +0  -            address  ""                      the endpoint of the event (empty: this event has none)  zmq_socket_monitor(3)
01:54:03.401677 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > some of the fixtures in full > monitor/bind-tcp.v2.msgpack 1`] = `
01:54:03.402765 = capture of libzmq 4.3.5 on linux-x64: bind-tcp
01:54:03.404190 push: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:35917"  [45 bytes]
  part 0 +0  08 00 00 00 00 00 00 00  event           0x0008 LISTENING         bound and listening                         zmq_socket_monitor_versioned(3)
  part 1 +0  01 00 00 00 00 00 00 00  value count     1                        1 value to follow                           zmq_socket_monitor_versioned(3)
  part 2 +0  1f 00 00 00 00 00 00 00  value           31                       fd 31, descriptor of the listening socket   zmq_socket_monitor_versioned(3)
  part 3 +0  74 63 70 3a 2f 2f 31 32  local address   "tcp://127.0.0.1:35917"  our end                                     zmq_socket_monitor_versioned(3)
             37 2e 30 2e 30 2e 31 3a
             33 35 39 31 37
  part 4 +0  -                        remote address  ""                       the other end (empty: this event has none)  zmq_socket_monitor_versioned(3)
01:54:03.411965 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:35917"  [45 bytes]
  part 0 +0  80 00 00 00 00 00 00 00  event           0x0080 CLOSED            a listener, or an unfinished attempt to connect, was closed  zmq_socket_monitor_versioned(3)
  part 1 +0  01 00 00 00 00 00 00 00  value count     1                        1 value to follow                                         zmq_socket_monitor_versioned(3)
  part 2 +0  1f 00 00 00 00 00 00 00  value           31                       fd 31, the descriptor that was closed                     zmq_socket_monitor_versioned(3)
  part 3 +0  74 63 70 3a 2f 2f 31 32  local address   "tcp://127.0.0.1:35917"  our end                                                   zmq_socket_monitor_versioned(3)
             37 2e 30 2e 30 2e 31 3a
             33 35 39 31 37
  part 4 +0  -                        remote address  ""                       the other end (empty: this event has none)                zmq_socket_monitor_versioned(3)
01:54:03.412195 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
  part 0 +0  00 04 00 00 00 00 00 00  event           0x0400 MONITOR_STOPPED  the last event of this monitor              zmq_socket_monitor_versioned(3)
  part 1 +0  01 00 00 00 00 00 00 00  value count     1                       1 value to follow                           zmq_socket_monitor_versioned(3)
  part 2 +0  00 00 00 00 00 00 00 00  value           0                       no meaning here                             zmq_socket_monitor_versioned(3)
  part 3 +0  -                        local address   ""                      our end (empty: this event has none)        zmq_socket_monitor_versioned(3)
  part 4 +0  -                        remote address  ""                      the other end (empty: this event has none)  zmq_socket_monitor_versioned(3)
01:54:03.413064 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > some of the fixtures in full > pcap/libzmq.pcap 1`] = `
02:13:42.857216 #1 = connection 127.0.0.1:45032 → 127.0.0.1:34905
02:13:42.857216 #1 ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
   0  ff                       signature      0xff    begins a greeting; to ZMTP 1.0: a long length follows    RFC 23 §Version Negotiation
   1  00 00 00 00 00 00 00 01  padding        1       length of the routing id (0) plus 1, as ZMTP 1.0 had it  RFC 23 §Version Negotiation
   9  7f                       signature      0x7f    ends the signature                                       RFC 23 §Version Negotiation
  10  03                       major version  3       ZMTP 3                                                   RFC 23 §Version Negotiation
  11  01                       minor version  1       ZMTP 3.1: subscriptions are commands                     RFC 23 §Version Negotiation
  12  4e 55 4c 4c 00 00 00 00  mechanism      "NULL"  both sides must announce the same                        RFC 23 §Authentication
      00 00 00 00 00 00 00 00
      00 00 00 00
  32  00                       as-server      0       client (libzmq says 0 whatever it is)                    RFC 23 §Authentication
  33  00 00 00 00 00 00 00 00  filler         0       fills the greeting up to 64 bytes                        RFC 23 §Connection Greeting
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00
02:13:42.857225 #1 → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
   0  ff                       signature      0xff    begins a greeting; to ZMTP 1.0: a long length follows    RFC 23 §Version Negotiation
   1  00 00 00 00 00 00 00 01  padding        1       length of the routing id (0) plus 1, as ZMTP 1.0 had it  RFC 23 §Version Negotiation
   9  7f                       signature      0x7f    ends the signature                                       RFC 23 §Version Negotiation
  10  03                       major version  3       ZMTP 3                                                   RFC 23 §Version Negotiation
  11  01                       minor version  1       ZMTP 3.1: subscriptions are commands                     RFC 23 §Version Negotiation
  12  4e 55 4c 4c 00 00 00 00  mechanism      "NULL"  both sides must announce the same                        RFC 23 §Authentication
      00 00 00 00 00 00 00 00
      00 00 00 00
  32  00                       as-server      0       client (libzmq says 0 whatever it is)                    RFC 23 §Authentication
  33  00 00 00 00 00 00 00 00  filler         0       fills the greeting up to 64 bytes                        RFC 23 §Connection Greeting
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00
02:13:42.857225 #1 = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
02:13:42.857441 #1 ← @64 command READY: PULL  [28 bytes]
  64  04                       flags                 0x04           COMMAND, the size has 1 byte    RFC 23 §Framing
  65  1a                       size                  26             of the body                     RFC 23 §Framing
  66  05                       name length           5              of the name of the command      RFC 23 §Commands
  67  52 45 41 44 59           name                  "READY"        the command                     RFC 23 §Commands
  72  0b                       name length           11             of the name of a property       RFC 23 §The NULL Security Mechanism
  73  53 6f 63 6b 65 74 2d 54  name                  "Socket-Type"  the type of the sending socket  RFC 23 §The NULL Security Mechanism
      79 70 65
  84  00 00 00 04              value length          4              of its value, network order     RFC 23 §The NULL Security Mechanism
  88  50 55 4c 4c              value of Socket-Type  "PULL"         a socket type                   RFC 23 §The NULL Security Mechanism
02:13:42.857441 #1 = the binding side is ready (PULL); the other is to follow
02:13:42.857457 #1 → @64 command READY: PUSH  [28 bytes]
  64  04                       flags                 0x04           COMMAND, the size has 1 byte    RFC 23 §Framing
  65  1a                       size                  26             of the body                     RFC 23 §Framing
  66  05                       name length           5              of the name of the command      RFC 23 §Commands
  67  52 45 41 44 59           name                  "READY"        the command                     RFC 23 §Commands
  72  0b                       name length           11             of the name of a property       RFC 23 §The NULL Security Mechanism
  73  53 6f 63 6b 65 74 2d 54  name                  "Socket-Type"  the type of the sending socket  RFC 23 §The NULL Security Mechanism
      79 70 65
  84  00 00 00 04              value length          4              of its value, network order     RFC 23 §The NULL Security Mechanism
  88  50 55 53 48              value of Socket-Type  "PUSH"         a socket type                   RFC 23 §The NULL Security Mechanism
02:13:42.857457 #1 = ready: the handshake is done, PUSH talks to PULL
02:13:42.892618 #1 → @92 message: "hi"  [4 bytes]
  92  00     flags  0x00  message, the size has 1 byte  RFC 23 §Framing
  93  02     size   2     of the body                   RFC 23 §Framing
  94  68 69  body   "hi"                                RFC 23 §Framing
02:13:42.907819 #1 → @96 message part, MORE: "a"  [3 bytes]
  96  01  flags  0x01  message, the size has 1 byte, MORE: another part follows  RFC 23 §Framing
  97  01  size   1     of the body                                               RFC 23 §Framing
  98  61  body   "a"                                                             RFC 23 §Framing
02:13:42.907819 #1 → @99 message part, MORE: ""  [2 bytes]
   99  01  flags  0x01  message, the size has 1 byte, MORE: another part follows  RFC 23 §Framing
  100  00  size   0     of the body                                               RFC 23 §Framing
  101  -   body   ""                                                              RFC 23 §Framing
02:13:42.907819 #1 → @101 message: "c"  [3 bytes]
  101  00  flags  0x00  message, the size has 1 byte  RFC 23 §Framing
  102  01  size   1     of the body                   RFC 23 §Framing
  103  63  body   "c"                                 RFC 23 §Framing
02:13:42.908784 #1 → @104 message: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"… (300 bytes)  [309 bytes]
  104  02                       flags  0x02                            message, LONG: the size has 8 bytes  RFC 23 §Framing
  105  00 00 00 00 00 00 01 2c  size   300                             of the body                          RFC 23 §Framing
  113  78 78 78 78 78 78 78 78  body   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"… (300 bytes)                                       RFC 23 §Framing
       78 78 78 78 78 78 78 78
       78 78 78 78 78 78 78 78
       78 78 78 78 78 78 78 78
       … 268 more
02:13:42.911706 #2 = connection 127.0.0.1:40542 → 127.0.0.1:44575
02:13:42.911706 #2 ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
   0  ff                       signature      0xff    begins a greeting; to ZMTP 1.0: a long length follows    RFC 23 §Version Negotiation
   1  00 00 00 00 00 00 00 01  padding        1       length of the routing id (0) plus 1, as ZMTP 1.0 had it  RFC 23 §Version Negotiation
   9  7f                       signature      0x7f    ends the signature                                       RFC 23 §Version Negotiation
  10  03                       major version  3       ZMTP 3                                                   RFC 23 §Version Negotiation
  11  01                       minor version  1       ZMTP 3.1: subscriptions are commands                     RFC 23 §Version Negotiation
  12  4e 55 4c 4c 00 00 00 00  mechanism      "NULL"  both sides must announce the same                        RFC 23 §Authentication
      00 00 00 00 00 00 00 00
      00 00 00 00
  32  00                       as-server      0       client (libzmq says 0 whatever it is)                    RFC 23 §Authentication
  33  00 00 00 00 00 00 00 00  filler         0       fills the greeting up to 64 bytes                        RFC 23 §Connection Greeting
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00
02:13:42.911731 #2 → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
   0  ff                       signature      0xff    begins a greeting; to ZMTP 1.0: a long length follows    RFC 23 §Version Negotiation
   1  00 00 00 00 00 00 00 01  padding        1       length of the routing id (0) plus 1, as ZMTP 1.0 had it  RFC 23 §Version Negotiation
   9  7f                       signature      0x7f    ends the signature                                       RFC 23 §Version Negotiation
  10  03                       major version  3       ZMTP 3                                                   RFC 23 §Version Negotiation
  11  01                       minor version  1       ZMTP 3.1: subscriptions are commands                     RFC 23 §Version Negotiation
  12  4e 55 4c 4c 00 00 00 00  mechanism      "NULL"  both sides must announce the same                        RFC 23 §Authentication
      00 00 00 00 00 00 00 00
      00 00 00 00
  32  00                       as-server      0       client (libzmq says 0 whatever it is)                    RFC 23 §Authentication
  33  00 00 00 00 00 00 00 00  filler         0       fills the greeting up to 64 bytes                        RFC 23 §Connection Greeting
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00
02:13:42.911731 #2 = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
02:13:42.911913 #2 ← @64 command READY: PUB  [27 bytes]
  64  04                       flags                 0x04           COMMAND, the size has 1 byte    RFC 23 §Framing
  65  19                       size                  25             of the body                     RFC 23 §Framing
  66  05                       name length           5              of the name of the command      RFC 23 §Commands
  67  52 45 41 44 59           name                  "READY"        the command                     RFC 23 §Commands
  72  0b                       name length           11             of the name of a property       RFC 23 §The NULL Security Mechanism
  73  53 6f 63 6b 65 74 2d 54  name                  "Socket-Type"  the type of the sending socket  RFC 23 §The NULL Security Mechanism
      79 70 65
  84  00 00 00 03              value length          3              of its value, network order     RFC 23 §The NULL Security Mechanism
  88  50 55 42                 value of Socket-Type  "PUB"          a socket type                   RFC 23 §The NULL Security Mechanism
02:13:42.911913 #2 = the binding side is ready (PUB); the other is to follow
02:13:42.912452 #2 → @64 command READY: SUB  [27 bytes]
  64  04                       flags                 0x04           COMMAND, the size has 1 byte    RFC 23 §Framing
  65  19                       size                  25             of the body                     RFC 23 §Framing
  66  05                       name length           5              of the name of the command      RFC 23 §Commands
  67  52 45 41 44 59           name                  "READY"        the command                     RFC 23 §Commands
  72  0b                       name length           11             of the name of a property       RFC 23 §The NULL Security Mechanism
  73  53 6f 63 6b 65 74 2d 54  name                  "Socket-Type"  the type of the sending socket  RFC 23 §The NULL Security Mechanism
      79 70 65
  84  00 00 00 03              value length          3              of its value, network order     RFC 23 §The NULL Security Mechanism
  88  53 55 42                 value of Socket-Type  "SUB"          a socket type                   RFC 23 §The NULL Security Mechanism
02:13:42.912452 #2 = ready: the handshake is done, SUB talks to PUB
02:13:42.912810 #2 → @91 command SUBSCRIBE: topic "AB"  [14 bytes]
   91  04                       flags        0x04         COMMAND, the size has 1 byte            RFC 23 §Framing
   92  0c                       size         12           of the body                             RFC 23 §Framing
   93  09                       name length  9            of the name of the command              RFC 23 §Commands
   94  53 55 42 53 43 52 49 42  name         "SUBSCRIBE"  the command                             RFC 23 §Commands
       45
  103  41 42                    topic        "AB"         messages that begin with it are wanted  RFC 37 §Publish-Subscribe
02:13:42.932839 #2 ← @91 message: "ABC"  [5 bytes]
  91  00        flags  0x00   message, the size has 1 byte  RFC 23 §Framing
  92  03        size   3      of the body                   RFC 23 §Framing
  93  41 42 43  body   "ABC"                                RFC 23 §Framing
02:13:42.938328 #3 = connection 127.0.0.1:41696 → 127.0.0.1:46087
02:13:42.938328 #3 ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
   0  ff                       signature      0xff    begins a greeting; to ZMTP 1.0: a long length follows    RFC 23 §Version Negotiation
   1  00 00 00 00 00 00 00 01  padding        1       length of the routing id (0) plus 1, as ZMTP 1.0 had it  RFC 23 §Version Negotiation
   9  7f                       signature      0x7f    ends the signature                                       RFC 23 §Version Negotiation
  10  03                       major version  3       ZMTP 3                                                   RFC 23 §Version Negotiation
  11  01                       minor version  1       ZMTP 3.1: subscriptions are commands                     RFC 23 §Version Negotiation
  12  4e 55 4c 4c 00 00 00 00  mechanism      "NULL"  both sides must announce the same                        RFC 23 §Authentication
      00 00 00 00 00 00 00 00
      00 00 00 00
  32  00                       as-server      0       client (libzmq says 0 whatever it is)                    RFC 23 §Authentication
  33  00 00 00 00 00 00 00 00  filler         0       fills the greeting up to 64 bytes                        RFC 23 §Connection Greeting
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00
02:13:42.938403 #3 → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
   0  ff                       signature      0xff    begins a greeting; to ZMTP 1.0: a long length follows    RFC 23 §Version Negotiation
   1  00 00 00 00 00 00 00 01  padding        1       length of the routing id (0) plus 1, as ZMTP 1.0 had it  RFC 23 §Version Negotiation
   9  7f                       signature      0x7f    ends the signature                                       RFC 23 §Version Negotiation
  10  03                       major version  3       ZMTP 3                                                   RFC 23 §Version Negotiation
  11  01                       minor version  1       ZMTP 3.1: subscriptions are commands                     RFC 23 §Version Negotiation
  12  4e 55 4c 4c 00 00 00 00  mechanism      "NULL"  both sides must announce the same                        RFC 23 §Authentication
      00 00 00 00 00 00 00 00
      00 00 00 00
  32  00                       as-server      0       client (libzmq says 0 whatever it is)                    RFC 23 §Authentication
  33  00 00 00 00 00 00 00 00  filler         0       fills the greeting up to 64 bytes                        RFC 23 §Connection Greeting
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00
02:13:42.938403 #3 = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
02:13:42.938585 #3 ← @64 command READY: ROUTER  [43 bytes]
   64  04                       flags                 0x04           COMMAND, the size has 1 byte          RFC 23 §Framing
   65  29                       size                  41             of the body                           RFC 23 §Framing
   66  05                       name length           5              of the name of the command            RFC 23 §Commands
   67  52 45 41 44 59           name                  "READY"        the command                           RFC 23 §Commands
   72  0b                       name length           11             of the name of a property             RFC 23 §The NULL Security Mechanism
   73  53 6f 63 6b 65 74 2d 54  name                  "Socket-Type"  the type of the sending socket        RFC 23 §The NULL Security Mechanism
       79 70 65
   84  00 00 00 06              value length          6              of its value, network order           RFC 23 §The NULL Security Mechanism
   88  52 4f 55 54 45 52        value of Socket-Type  "ROUTER"       a socket type                         RFC 23 §The NULL Security Mechanism
   94  08                       name length           8              of the name of a property             RFC 23 §The NULL Security Mechanism
   95  49 64 65 6e 74 69 74 79  name                  "Identity"     the routing id of the sending socket  RFC 23 §The NULL Security Mechanism
  103  00 00 00 00              value length          0              of its value, network order           RFC 23 §The NULL Security Mechanism
  107  -                        value of Identity     ""             none                                  RFC 23 §The NULL Security Mechanism
02:13:42.938585 #3 = the binding side is ready (ROUTER); the other is to follow
02:13:42.938685 #3 → @64 command READY: DEALER  [43 bytes]
   64  04                       flags                 0x04           COMMAND, the size has 1 byte          RFC 23 §Framing
   65  29                       size                  41             of the body                           RFC 23 §Framing
   66  05                       name length           5              of the name of the command            RFC 23 §Commands
   67  52 45 41 44 59           name                  "READY"        the command                           RFC 23 §Commands
   72  0b                       name length           11             of the name of a property             RFC 23 §The NULL Security Mechanism
   73  53 6f 63 6b 65 74 2d 54  name                  "Socket-Type"  the type of the sending socket        RFC 23 §The NULL Security Mechanism
       79 70 65
   84  00 00 00 06              value length          6              of its value, network order           RFC 23 §The NULL Security Mechanism
   88  44 45 41 4c 45 52        value of Socket-Type  "DEALER"       a socket type                         RFC 23 §The NULL Security Mechanism
   94  08                       name length           8              of the name of a property             RFC 23 §The NULL Security Mechanism
   95  49 64 65 6e 74 69 74 79  name                  "Identity"     the routing id of the sending socket  RFC 23 §The NULL Security Mechanism
  103  00 00 00 00              value length          0              of its value, network order           RFC 23 §The NULL Security Mechanism
  107  -                        value of Identity     ""             none                                  RFC 23 §The NULL Security Mechanism
02:13:42.938685 #3 = ready: the handshake is done, DEALER talks to ROUTER
02:13:42.938890 #3 → @107 message: "question"  [10 bytes]
  107  00                       flags  0x00        message, the size has 1 byte  RFC 23 §Framing
  108  08                       size   8           of the body                   RFC 23 §Framing
  109  71 75 65 73 74 69 6f 6e  body   "question"                                RFC 23 §Framing
02:13:42.939994 #3 ← @107 message: "answer"  [8 bytes]
  107  00                 flags  0x00      message, the size has 1 byte  RFC 23 §Framing
  108  06                 size   6         of the body                   RFC 23 §Framing
  109  61 6e 73 77 65 72  body   "answer"                                RFC 23 §Framing
02:13:42.943052 #4 = connection 127.0.0.1:45048 → 127.0.0.1:34905
02:13:42.943052 #4 ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
   0  ff                       signature      0xff    begins a greeting; to ZMTP 1.0: a long length follows    RFC 23 §Version Negotiation
   1  00 00 00 00 00 00 00 01  padding        1       length of the routing id (0) plus 1, as ZMTP 1.0 had it  RFC 23 §Version Negotiation
   9  7f                       signature      0x7f    ends the signature                                       RFC 23 §Version Negotiation
  10  03                       major version  3       ZMTP 3                                                   RFC 23 §Version Negotiation
  11  01                       minor version  1       ZMTP 3.1: subscriptions are commands                     RFC 23 §Version Negotiation
  12  4e 55 4c 4c 00 00 00 00  mechanism      "NULL"  both sides must announce the same                        RFC 23 §Authentication
      00 00 00 00 00 00 00 00
      00 00 00 00
  32  00                       as-server      0       client (libzmq says 0 whatever it is)                    RFC 23 §Authentication
  33  00 00 00 00 00 00 00 00  filler         0       fills the greeting up to 64 bytes                        RFC 23 §Connection Greeting
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00
02:13:42.943076 #4 → @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
   0  ff                       signature      0xff     begins a greeting; to ZMTP 1.0: a long length follows    RFC 23 §Version Negotiation
   1  00 00 00 00 00 00 00 01  padding        1        length of the routing id (0) plus 1, as ZMTP 1.0 had it  RFC 23 §Version Negotiation
   9  7f                       signature      0x7f     ends the signature                                       RFC 23 §Version Negotiation
  10  03                       major version  3        ZMTP 3                                                   RFC 23 §Version Negotiation
  11  01                       minor version  1        ZMTP 3.1: subscriptions are commands                     RFC 23 §Version Negotiation
  12  50 4c 41 49 4e 00 00 00  mechanism      "PLAIN"  both sides must announce the same                        RFC 23 §Authentication
      00 00 00 00 00 00 00 00
      00 00 00 00
  32  00                       as-server      0        client (libzmq says 0 whatever it is)                    RFC 23 §Authentication
  33  00 00 00 00 00 00 00 00  filler         0        fills the greeting up to 64 bytes                        RFC 23 §Connection Greeting
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00
02:13:42.943076 #4 = handshake failed: the two sides announced PLAIN and NULL
02:13:42.943230 #4 = closed by the binding side; handshake failed: the two sides announced PLAIN and NULL
02:13:43.007843 #3 → @117 command PING: time to live 0  [9 bytes]
  117  04           flags         0x04    COMMAND, the size has 1 byte  RFC 23 §Framing
  118  07           size          7       of the body                   RFC 23 §Framing
  119  04           name length   4       of the name of the command    RFC 23 §Commands
  120  50 49 4e 47  name          "PING"  the command                   RFC 23 §Commands
  124  00 00        time to live  0       tenths of a second: for ever  RFC 37 §Heartbeating
02:13:43.023726 #3 ← @115 command PONG  [7 bytes]
  115  04           flags        0x04    COMMAND, the size has 1 byte  RFC 23 §Framing
  116  05           size         5       of the body                   RFC 23 §Framing
  117  04           name length  4       of the name of the command    RFC 23 §Commands
  118  50 4f 4e 47  name         "PONG"  the command                   RFC 23 §Commands
02:13:43.074222 #3 → @126 command PING: time to live 0  [9 bytes]
  126  04           flags         0x04    COMMAND, the size has 1 byte  RFC 23 §Framing
  127  07           size          7       of the body                   RFC 23 §Framing
  128  04           name length   4       of the name of the command    RFC 23 §Commands
  129  50 49 4e 47  name          "PING"  the command                   RFC 23 §Commands
  133  00 00        time to live  0       tenths of a second: for ever  RFC 37 §Heartbeating
02:13:43.074274 #3 ← @122 command PONG  [7 bytes]
  122  04           flags        0x04    COMMAND, the size has 1 byte  RFC 23 §Framing
  123  05           size         5       of the body                   RFC 23 §Framing
  124  04           name length  4       of the name of the command    RFC 23 §Commands
  125  50 4f 4e 47  name         "PONG"  the command                   RFC 23 §Commands
02:13:43.124527 #3 → @135 command PING: time to live 0  [9 bytes]
  135  04           flags         0x04    COMMAND, the size has 1 byte  RFC 23 §Framing
  136  07           size          7       of the body                   RFC 23 §Framing
  137  04           name length   4       of the name of the command    RFC 23 §Commands
  138  50 49 4e 47  name          "PING"  the command                   RFC 23 §Commands
  142  00 00        time to live  0       tenths of a second: for ever  RFC 37 §Heartbeating
02:13:43.124651 #3 ← @129 command PONG  [7 bytes]
  129  04           flags        0x04    COMMAND, the size has 1 byte  RFC 23 §Framing
  130  05           size         5       of the body                   RFC 23 §Framing
  131  04           name length  4       of the name of the command    RFC 23 §Commands
  132  50 4f 4e 47  name         "PONG"  the command                   RFC 23 §Commands
02:13:43.182580 #3 → @144 command PING: time to live 0  [9 bytes]
  144  04           flags         0x04    COMMAND, the size has 1 byte  RFC 23 §Framing
  145  07           size          7       of the body                   RFC 23 §Framing
  146  04           name length   4       of the name of the command    RFC 23 §Commands
  147  50 49 4e 47  name          "PING"  the command                   RFC 23 §Commands
  151  00 00        time to live  0       tenths of a second: for ever  RFC 37 §Heartbeating
02:13:43.182948 #3 ← @136 command PONG  [7 bytes]
  136  04           flags        0x04    COMMAND, the size has 1 byte  RFC 23 §Framing
  137  05           size         5       of the body                   RFC 23 §Framing
  138  04           name length  4       of the name of the command    RFC 23 §Commands
  139  50 4f 4e 47  name         "PONG"  the command                   RFC 23 §Commands
02:13:43.286955 #1 = closed by the connecting side after 5 frames from the connecting side and 0 from the binding side
02:13:43.287152 #2 = closed by the connecting side after 0 frames from the connecting side and 1 from the binding side
02:13:43.287242 #3 = closed by the connecting side after 1 frame from the connecting side and 1 from the binding side
= 87 packets, 4 ZMTP connections; 0 others (no greeting seen; --port makes one ZMTP); 0 bytes sent again

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/accept-filter.v1.msgpack 1`] = `
01:54:06.363144 = capture of libzmq 4.3.5 on linux-x64: accept-filter
01:54:06.369805 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:42553"  [27 bytes]
01:54:06.369895 pull: monitor event (version 1): ACCEPT_FAILED, EAGAIN (11), "tcp://127.0.0.1:42553"  [27 bytes]
01:54:06.370589 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:42553"  [27 bytes]
01:54:06.370646 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.371655 = end after 5 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/accept-filter.v2.msgpack 1`] = `
01:54:06.373597 = capture of libzmq 4.3.5 on linux-x64: accept-filter
01:54:06.374783 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:46015"  [45 bytes]
01:54:06.374860 pull: monitor event (version 2): ACCEPT_FAILED, EAGAIN (11), "tcp://127.0.0.1:46015"  [45 bytes]
01:54:06.375681 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:46015"  [45 bytes]
01:54:06.375756 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.376675 = end after 5 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/article.v1.msgpack 1`] = `
01:54:06.712070 = capture of libzmq 4.3.5 on linux-x64: article
01:54:06.716062 producer: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.716153 consumer-1: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.716182 producer: monitor event (version 1): ACCEPTED, fd 39, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.716196 consumer-1: monitor event (version 1): CONNECTED, fd 38, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.716211 producer: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.716238 consumer-1: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.717079 producer: monitor event (version 1): ACCEPTED, fd 41, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.717118 consumer-2: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.717136 producer: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.717159 consumer-2: monitor event (version 1): CONNECTED, fd 40, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.717283 consumer-2: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.719895 producer: monitor event (version 1): DISCONNECTED, fd 39, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.720058 consumer-1: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.721143 producer: monitor event (version 1): DISCONNECTED, fd 41, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.721355 consumer-2: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.724035 producer: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:39083"  [27 bytes]
01:54:06.724082 producer: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.728260 = end after 18 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/article.v2.msgpack 1`] = `
01:54:06.729751 = capture of libzmq 4.3.5 on linux-x64: article
01:54:06.730744 producer: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:46533"  [45 bytes]
01:54:06.732210 producer: monitor event (version 2): ACCEPTED, fd 39, "tcp://127.0.0.1:46533", "tcp://127.0.0.1:43672"  [66 bytes]
01:54:06.732257 consumer-1: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:46533"  [45 bytes]
01:54:06.732284 consumer-1: monitor event (version 2): CONNECTED, fd 38, "tcp://127.0.0.1:43672", "tcp://127.0.0.1:46533"  [66 bytes]
01:54:06.732891 producer: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:46533", "tcp://127.0.0.1:43672"  [66 bytes]
01:54:06.732953 consumer-1: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:43672", "tcp://127.0.0.1:46533"  [66 bytes]
01:54:06.734003 producer: monitor event (version 2): ACCEPTED, fd 41, "tcp://127.0.0.1:46533", "tcp://127.0.0.1:43676"  [66 bytes]
01:54:06.734039 consumer-2: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:46533"  [45 bytes]
01:54:06.734066 producer: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:46533", "tcp://127.0.0.1:43676"  [66 bytes]
01:54:06.734089 consumer-2: monitor event (version 2): CONNECTED, fd 40, "tcp://127.0.0.1:43676", "tcp://127.0.0.1:46533"  [66 bytes]
01:54:06.734188 consumer-2: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:43676", "tcp://127.0.0.1:46533"  [66 bytes]
01:54:06.735058 producer: monitor event (version 2): DISCONNECTED, fd 39, "tcp://127.0.0.1:46533", "tcp://127.0.0.1:43672"  [66 bytes]
01:54:06.735094 consumer-1: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.735697 consumer-2: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.736041 producer: monitor event (version 2): DISCONNECTED, fd 41, "tcp://127.0.0.1:46533", "tcp://127.0.0.1:43676"  [66 bytes]
01:54:06.736402 producer: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:46533"  [45 bytes]
01:54:06.736448 producer: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.737185 = end after 18 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bad-metadata.v1.msgpack 1`] = `
01:54:05.226347 = capture of libzmq 4.3.5 on linux-x64: bad-metadata
01:54:05.227955 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:36967"  [27 bytes]
01:54:05.228091 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:36967"  [27 bytes]
01:54:05.231276 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:36967"  [27 bytes]
01:54:05.232409 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:36967"  [27 bytes]
01:54:05.232504 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.233716 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bad-metadata.v2.msgpack 1`] = `
01:54:05.235761 = capture of libzmq 4.3.5 on linux-x64: bad-metadata
01:54:05.237618 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:39313"  [45 bytes]
01:54:05.237747 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:39313", "tcp://127.0.0.1:55078"  [66 bytes]
01:54:05.239235 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:39313", "tcp://127.0.0.1:55078"  [66 bytes]
01:54:05.240389 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:39313"  [45 bytes]
01:54:05.240507 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.241799 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-in-use.v1.msgpack 1`] = `
01:54:03.527932 = capture of libzmq 4.3.5 on linux-x64: bind-in-use
01:54:03.529687 push: monitor event (version 1): CLOSED, fd 33  [6 bytes]
01:54:03.529761 push: monitor event (version 1): BIND_FAILED, EADDRINUSE (98), "127.0.0.1:36037"  [21 bytes]
01:54:03.531835 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.536671 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-in-use.v2.msgpack 1`] = `
01:54:03.544598 = capture of libzmq 4.3.5 on linux-x64: bind-in-use
01:54:03.545778 push: monitor event (version 2): CLOSED, fd 33  [24 bytes]
01:54:03.545978 push: monitor event (version 2): BIND_FAILED, EADDRINUSE (98), "127.0.0.1:38879"  [39 bytes]
01:54:03.552152 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.553585 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-inproc.v1.msgpack 1`] = `
01:54:03.609846 = capture of libzmq 4.3.5 on linux-x64: bind-inproc
01:54:03.611640 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.611730 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.612510 = end after 3 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-inproc.v2.msgpack 1`] = `
01:54:03.614340 = capture of libzmq 4.3.5 on linux-x64: bind-inproc
01:54:03.615462 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.615579 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.616395 = end after 3 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc-abstract.v1.msgpack 1`] = `
01:54:03.505689 = capture of libzmq 4.3.5 on linux-x64: bind-ipc-abstract
01:54:03.507976 push: monitor event (version 1): LISTENING, fd 31, "ipc://@rawzmq-fixture"  [27 bytes]
01:54:03.508061 push: monitor event (version 1): CLOSED, fd 31, "ipc://@rawzmq-fixture"  [27 bytes]
01:54:03.508087 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.509300 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc-abstract.v2.msgpack 1`] = `
01:54:03.512298 = capture of libzmq 4.3.5 on linux-x64: bind-ipc-abstract
01:54:03.512928 push: monitor event (version 2): LISTENING, fd 31, "ipc://@rawzmq-fixture"  [45 bytes]
01:54:03.515915 push: monitor event (version 2): CLOSED, fd 31, "ipc://@rawzmq-fixture"  [45 bytes]
01:54:03.516301 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.521468 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc-no-folder.v1.msgpack 1`] = `
01:54:03.578833 = capture of libzmq 4.3.5 on linux-x64: bind-ipc-no-folder
01:54:03.579924 push: monitor event (version 1): CLOSED, fd 31, "ipc:///tmp/rawzmq-zZExu0/none/socket"  [42 bytes]
01:54:03.580008 push: monitor event (version 1): BIND_FAILED, ENOENT (2), "/tmp/rawzmq-zZExu0/none/socket"  [36 bytes]
01:54:03.580565 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.581378 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc-no-folder.v2.msgpack 1`] = `
01:54:03.582761 = capture of libzmq 4.3.5 on linux-x64: bind-ipc-no-folder
01:54:03.583640 push: monitor event (version 2): CLOSED, fd 31, "ipc:///tmp/rawzmq-u5FfQG/none/socket"  [60 bytes]
01:54:03.583776 push: monitor event (version 2): BIND_FAILED, ENOENT (2), "/tmp/rawzmq-u5FfQG/none/socket"  [54 bytes]
01:54:03.584293 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.585089 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc-too-long.v1.msgpack 1`] = `
01:54:03.586623 = capture of libzmq 4.3.5 on linux-x64: bind-ipc-too-long
01:54:03.587278 push: monitor event (version 1): BIND_FAILED, ENAMETOOLONG (36), "/tmp/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"  [131 bytes]
01:54:03.587933 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.588605 = end after 3 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc-too-long.v2.msgpack 1`] = `
01:54:03.590035 = capture of libzmq 4.3.5 on linux-x64: bind-ipc-too-long
01:54:03.590944 push: monitor event (version 2): BIND_FAILED, ENAMETOOLONG (36), "/tmp/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"  [149 bytes]
01:54:03.593007 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.608156 = end after 3 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc-wildcard.v1.msgpack 1`] = `
01:54:03.476696 = capture of libzmq 4.3.5 on linux-x64: bind-ipc-wildcard
01:54:03.483692 push: monitor event (version 1): LISTENING, fd 31, "ipc://tmpz4h4ZT/socket"  [28 bytes]
01:54:03.483818 push: monitor event (version 1): CLOSED, fd 31, "ipc://tmpz4h4ZT/socket"  [28 bytes]
01:54:03.487811 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.493059 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc-wildcard.v2.msgpack 1`] = `
01:54:03.494613 = capture of libzmq 4.3.5 on linux-x64: bind-ipc-wildcard
01:54:03.495268 push: monitor event (version 2): LISTENING, fd 31, "ipc://tmp38XwXk/socket"  [46 bytes]
01:54:03.496270 push: monitor event (version 2): CLOSED, fd 31, "ipc://tmp38XwXk/socket"  [46 bytes]
01:54:03.496654 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.499110 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc.v1.msgpack 1`] = `
01:54:03.453680 = capture of libzmq 4.3.5 on linux-x64: bind-ipc
01:54:03.454921 push: monitor event (version 1): LISTENING, fd 31, "ipc:///tmp/rawzmq-ixot6J/socket"  [37 bytes]
01:54:03.455846 push: monitor event (version 1): CLOSED, fd 31, "ipc:///tmp/rawzmq-ixot6J/socket"  [37 bytes]
01:54:03.455939 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.457774 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipc.v2.msgpack 1`] = `
01:54:03.459800 = capture of libzmq 4.3.5 on linux-x64: bind-ipc
01:54:03.462928 push: monitor event (version 2): LISTENING, fd 31, "ipc:///tmp/rawzmq-jCrWBN/socket"  [55 bytes]
01:54:03.462997 push: monitor event (version 2): CLOSED, fd 31, "ipc:///tmp/rawzmq-jCrWBN/socket"  [55 bytes]
01:54:03.463029 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.471804 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipv6-wildcard.v1.msgpack 1`] = `
01:54:03.436275 = capture of libzmq 4.3.5 on linux-x64: bind-ipv6-wildcard
01:54:03.437353 push: monitor event (version 1): LISTENING, fd 31, "tcp://[::]:43629"  [22 bytes]
01:54:03.437613 push: monitor event (version 1): CLOSED, fd 31, "tcp://[::]:43629"  [22 bytes]
01:54:03.437662 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.438510 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipv6-wildcard.v2.msgpack 1`] = `
01:54:03.440147 = capture of libzmq 4.3.5 on linux-x64: bind-ipv6-wildcard
01:54:03.441267 push: monitor event (version 2): LISTENING, fd 31, "tcp://[::]:42487"  [40 bytes]
01:54:03.445999 push: monitor event (version 2): CLOSED, fd 31, "tcp://[::]:42487"  [40 bytes]
01:54:03.447298 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.452070 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipv6.v1.msgpack 1`] = `
01:54:03.429590 = capture of libzmq 4.3.5 on linux-x64: bind-ipv6
01:54:03.430600 push: monitor event (version 1): LISTENING, fd 31, "tcp://[::1]:41583"  [23 bytes]
01:54:03.430708 push: monitor event (version 1): CLOSED, fd 31, "tcp://[::1]:41583"  [23 bytes]
01:54:03.431041 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.431735 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-ipv6.v2.msgpack 1`] = `
01:54:03.432819 = capture of libzmq 4.3.5 on linux-x64: bind-ipv6
01:54:03.433791 push: monitor event (version 2): LISTENING, fd 31, "tcp://[::1]:38605"  [41 bytes]
01:54:03.433908 push: monitor event (version 2): CLOSED, fd 31, "tcp://[::1]:38605"  [41 bytes]
01:54:03.433987 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.434630 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-localhost.v1.msgpack 1`] = `
01:54:03.422043 = capture of libzmq 4.3.5 on linux-x64: bind-localhost
01:54:03.423707 push: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:32775"  [27 bytes]
01:54:03.424150 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:32775"  [27 bytes]
01:54:03.424232 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.424955 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-localhost.v2.msgpack 1`] = `
01:54:03.426399 = capture of libzmq 4.3.5 on linux-x64: bind-localhost
01:54:03.427617 push: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:35479"  [45 bytes]
01:54:03.427739 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:35479"  [45 bytes]
01:54:03.427936 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.428389 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-no-interface.v1.msgpack 1`] = `
01:54:03.555065 = capture of libzmq 4.3.5 on linux-x64: bind-no-interface
01:54:03.557191 push: monitor event (version 1): BIND_FAILED, ENODEV (19), "nosuchif:5555"  [19 bytes]
01:54:03.557807 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.562992 = end after 3 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-no-interface.v2.msgpack 1`] = `
01:54:03.564736 = capture of libzmq 4.3.5 on linux-x64: bind-no-interface
01:54:03.566664 push: monitor event (version 2): BIND_FAILED, ENODEV (19), "nosuchif:5555"  [37 bytes]
01:54:03.567809 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.569346 = end after 3 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-no-port.v1.msgpack 1`] = `
01:54:03.571039 = capture of libzmq 4.3.5 on linux-x64: bind-no-port
01:54:03.571923 push: monitor event (version 1): BIND_FAILED, EINVAL (22), "127.0.0.1"  [15 bytes]
01:54:03.572328 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.572975 = end after 3 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-no-port.v2.msgpack 1`] = `
01:54:03.574656 = capture of libzmq 4.3.5 on linux-x64: bind-no-port
01:54:03.575873 push: monitor event (version 2): BIND_FAILED, EINVAL (22), "127.0.0.1"  [33 bytes]
01:54:03.576477 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.577192 = end after 3 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-tcp-wildcard.v1.msgpack 1`] = `
01:54:03.414637 = capture of libzmq 4.3.5 on linux-x64: bind-tcp-wildcard
01:54:03.416041 push: monitor event (version 1): LISTENING, fd 31, "tcp://0.0.0.0:44561"  [25 bytes]
01:54:03.416402 push: monitor event (version 1): CLOSED, fd 31, "tcp://0.0.0.0:44561"  [25 bytes]
01:54:03.416635 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.417316 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-tcp-wildcard.v2.msgpack 1`] = `
01:54:03.418790 = capture of libzmq 4.3.5 on linux-x64: bind-tcp-wildcard
01:54:03.419651 push: monitor event (version 2): LISTENING, fd 31, "tcp://0.0.0.0:46523"  [43 bytes]
01:54:03.420113 push: monitor event (version 2): CLOSED, fd 31, "tcp://0.0.0.0:46523"  [43 bytes]
01:54:03.420241 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.420845 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-tcp.v1.msgpack 1`] = `
01:54:03.386224 = capture of libzmq 4.3.5 on linux-x64: bind-tcp
01:54:03.399391 push: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:34875"  [27 bytes]
01:54:03.400363 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:34875"  [27 bytes]
01:54:03.400517 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.401677 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/bind-tcp.v2.msgpack 1`] = `
01:54:03.402765 = capture of libzmq 4.3.5 on linux-x64: bind-tcp
01:54:03.404190 push: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:35917"  [45 bytes]
01:54:03.411965 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:35917"  [45 bytes]
01:54:03.412195 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.413064 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-ipc-missing.v1.msgpack 1`] = `
01:54:04.258683 = capture of libzmq 4.3.5 on linux-x64: connect-ipc-missing
01:54:04.259281 push: monitor event (version 1): CLOSED, fd 31, "ipc:///tmp/rawzmq-QRiyuu/socket"  [37 bytes]
01:54:04.259337 push: monitor event (version 1): CONNECT_RETRIED, 31 ms, "ipc:///tmp/rawzmq-QRiyuu/socket"  [37 bytes]
01:54:04.291959 push: monitor event (version 1): CLOSED, fd 31, "ipc:///tmp/rawzmq-QRiyuu/socket"  [37 bytes]
01:54:04.292246 push: monitor event (version 1): CONNECT_RETRIED, 35 ms, "ipc:///tmp/rawzmq-QRiyuu/socket"  [37 bytes]
01:54:04.292716 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:04.293170 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-ipc-missing.v2.msgpack 1`] = `
01:54:04.294574 = capture of libzmq 4.3.5 on linux-x64: connect-ipc-missing
01:54:04.303658 push: monitor event (version 2): CLOSED, fd 31, "ipc:///tmp/rawzmq-WpF8Hm/socket"  [55 bytes]
01:54:04.303782 push: monitor event (version 2): CONNECT_RETRIED, 22 ms, "ipc:///tmp/rawzmq-WpF8Hm/socket"  [55 bytes]
01:54:04.327801 push: monitor event (version 2): CLOSED, fd 31, "ipc:///tmp/rawzmq-WpF8Hm/socket"  [55 bytes]
01:54:04.327955 push: monitor event (version 2): CONNECT_RETRIED, 30 ms, "ipc:///tmp/rawzmq-WpF8Hm/socket"  [55 bytes]
01:54:04.331682 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:04.335754 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-ipc.v1.msgpack 1`] = `
01:54:03.675109 = capture of libzmq 4.3.5 on linux-x64: connect-ipc
01:54:03.676106 push: monitor event (version 1): LISTENING, fd 34, "ipc:///tmp/rawzmq-p1Y2YX/socket"  [37 bytes]
01:54:03.676153 pull: monitor event (version 1): CONNECTED, fd 35, "ipc:///tmp/rawzmq-p1Y2YX/socket"  [37 bytes]
01:54:03.676176 push: monitor event (version 1): ACCEPTED, fd 36, "ipc:///tmp/rawzmq-p1Y2YX/socket"  [37 bytes]
01:54:03.676196 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "ipc:///tmp/rawzmq-p1Y2YX/socket"  [37 bytes]
01:54:03.676219 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "ipc:///tmp/rawzmq-p1Y2YX/socket"  [37 bytes]
01:54:03.676839 push: monitor event (version 1): DISCONNECTED, fd 36, "ipc:///tmp/rawzmq-p1Y2YX/socket"  [37 bytes]
01:54:03.676967 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.677237 push: monitor event (version 1): CLOSED, fd 34, "ipc:///tmp/rawzmq-p1Y2YX/socket"  [37 bytes]
01:54:03.677397 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.677879 = end after 10 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-ipc.v2.msgpack 1`] = `
01:54:03.680013 = capture of libzmq 4.3.5 on linux-x64: connect-ipc
01:54:03.681166 push: monitor event (version 2): LISTENING, fd 34, "ipc:///tmp/rawzmq-YzzuOt/socket"  [55 bytes]
01:54:03.681460 pull: monitor event (version 2): CONNECTED, fd 35, "ipc://", "ipc:///tmp/rawzmq-YzzuOt/socket"  [61 bytes]
01:54:03.681595 push: monitor event (version 2): ACCEPTED, fd 36, "ipc:///tmp/rawzmq-YzzuOt/socket", "ipc://"  [61 bytes]
01:54:03.681656 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "ipc://", "ipc:///tmp/rawzmq-YzzuOt/socket"  [61 bytes]
01:54:03.681708 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "ipc:///tmp/rawzmq-YzzuOt/socket", "ipc://"  [61 bytes]
01:54:03.681731 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.681746 push: monitor event (version 2): DISCONNECTED, fd 36, "ipc:///tmp/rawzmq-YzzuOt/socket", "ipc://"  [61 bytes]
01:54:03.712054 push: monitor event (version 2): CLOSED, fd 34, "ipc:///tmp/rawzmq-YzzuOt/socket"  [55 bytes]
01:54:03.712275 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.716728 = end after 10 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-ipv4-mapped.v1.msgpack 1`] = `
01:54:03.665266 = capture of libzmq 4.3.5 on linux-x64: connect-ipv4-mapped
01:54:03.666429 push: monitor event (version 1): LISTENING, fd 34, "tcp://[::]:36033"  [22 bytes]
01:54:03.666478 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:36033"  [27 bytes]
01:54:03.666499 push: monitor event (version 1): ACCEPTED, fd 36, "tcp://[::ffff:127.0.0.1]:36033"  [36 bytes]
01:54:03.666515 pull: monitor event (version 1): CONNECTED, fd 35, "tcp://127.0.0.1:36033"  [27 bytes]
01:54:03.666593 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://[::ffff:127.0.0.1]:36033"  [36 bytes]
01:54:03.666622 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:36033"  [27 bytes]
01:54:03.667306 push: monitor event (version 1): DISCONNECTED, fd 36, "tcp://[::ffff:127.0.0.1]:36033"  [36 bytes]
01:54:03.668106 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.668317 push: monitor event (version 1): CLOSED, fd 34, "tcp://[::]:36033"  [22 bytes]
01:54:03.668606 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.669141 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-ipv4-mapped.v2.msgpack 1`] = `
01:54:03.670478 = capture of libzmq 4.3.5 on linux-x64: connect-ipv4-mapped
01:54:03.671996 push: monitor event (version 2): LISTENING, fd 34, "tcp://[::]:40915"  [40 bytes]
01:54:03.672062 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:40915"  [45 bytes]
01:54:03.672107 push: monitor event (version 2): ACCEPTED, fd 36, "tcp://[::ffff:127.0.0.1]:40915", "tcp://[::ffff:127.0.0.1]:52618"  [84 bytes]
01:54:03.672131 pull: monitor event (version 2): CONNECTED, fd 35, "tcp://[::ffff:127.0.0.1]:52618", "tcp://127.0.0.1:40915"  [75 bytes]
01:54:03.672153 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://[::ffff:127.0.0.1]:40915", "tcp://[::ffff:127.0.0.1]:52618"  [84 bytes]
01:54:03.672359 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://[::ffff:127.0.0.1]:52618", "tcp://127.0.0.1:40915"  [75 bytes]
01:54:03.673046 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.673193 push: monitor event (version 2): DISCONNECTED, fd 36, "tcp://[::ffff:127.0.0.1]:40915", "tcp://[::ffff:127.0.0.1]:52618"  [84 bytes]
01:54:03.673493 push: monitor event (version 2): CLOSED, fd 34, "tcp://[::]:40915"  [40 bytes]
01:54:03.673591 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.673995 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-ipv6.v1.msgpack 1`] = `
01:54:03.651511 = capture of libzmq 4.3.5 on linux-x64: connect-ipv6
01:54:03.652804 push: monitor event (version 1): LISTENING, fd 34, "tcp://[::1]:40165"  [23 bytes]
01:54:03.652870 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://[::1]:40165"  [23 bytes]
01:54:03.652892 push: monitor event (version 1): ACCEPTED, fd 36, "tcp://[::1]:40165"  [23 bytes]
01:54:03.652918 pull: monitor event (version 1): CONNECTED, fd 35, "tcp://[::1]:40165"  [23 bytes]
01:54:03.652933 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://[::1]:40165"  [23 bytes]
01:54:03.652958 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://[::1]:40165"  [23 bytes]
01:54:03.653580 push: monitor event (version 1): DISCONNECTED, fd 36, "tcp://[::1]:40165"  [23 bytes]
01:54:03.653656 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.653908 push: monitor event (version 1): CLOSED, fd 34, "tcp://[::1]:40165"  [23 bytes]
01:54:03.653937 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.654374 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-ipv6.v2.msgpack 1`] = `
01:54:03.655713 = capture of libzmq 4.3.5 on linux-x64: connect-ipv6
01:54:03.657028 push: monitor event (version 2): LISTENING, fd 34, "tcp://[::1]:42027"  [41 bytes]
01:54:03.657088 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://[::1]:42027"  [41 bytes]
01:54:03.657129 push: monitor event (version 2): ACCEPTED, fd 36, "tcp://[::1]:42027", "tcp://[::1]:44330"  [58 bytes]
01:54:03.657156 pull: monitor event (version 2): CONNECTED, fd 35, "tcp://[::1]:44330", "tcp://[::1]:42027"  [58 bytes]
01:54:03.657179 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://[::1]:42027", "tcp://[::1]:44330"  [58 bytes]
01:54:03.657206 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://[::1]:44330", "tcp://[::1]:42027"  [58 bytes]
01:54:03.661249 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.661434 push: monitor event (version 2): DISCONNECTED, fd 36, "tcp://[::1]:42027", "tcp://[::1]:44330"  [58 bytes]
01:54:03.661824 push: monitor event (version 2): CLOSED, fd 34, "tcp://[::1]:42027"  [41 bytes]
01:54:03.661865 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.662411 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-localhost.v1.msgpack 1`] = `
01:54:03.631626 = capture of libzmq 4.3.5 on linux-x64: connect-localhost
01:54:03.633700 push: monitor event (version 1): LISTENING, fd 34, "tcp://127.0.0.1:41903"  [27 bytes]
01:54:03.633819 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://localhost:41903"  [27 bytes]
01:54:03.633842 push: monitor event (version 1): ACCEPTED, fd 36, "tcp://127.0.0.1:41903"  [27 bytes]
01:54:03.633859 pull: monitor event (version 1): CONNECTED, fd 35, "tcp://localhost:41903"  [27 bytes]
01:54:03.633901 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:41903"  [27 bytes]
01:54:03.633930 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://localhost:41903"  [27 bytes]
01:54:03.635047 push: monitor event (version 1): DISCONNECTED, fd 36, "tcp://127.0.0.1:41903"  [27 bytes]
01:54:03.635198 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.635667 push: monitor event (version 1): CLOSED, fd 34, "tcp://127.0.0.1:41903"  [27 bytes]
01:54:03.635709 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.636310 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-localhost.v2.msgpack 1`] = `
01:54:03.637481 = capture of libzmq 4.3.5 on linux-x64: connect-localhost
01:54:03.638922 push: monitor event (version 2): LISTENING, fd 34, "tcp://127.0.0.1:45547"  [45 bytes]
01:54:03.638983 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://localhost:45547"  [45 bytes]
01:54:03.639010 push: monitor event (version 2): ACCEPTED, fd 36, "tcp://127.0.0.1:45547", "tcp://127.0.0.1:41308"  [66 bytes]
01:54:03.639034 pull: monitor event (version 2): CONNECTED, fd 35, "tcp://127.0.0.1:41308", "tcp://localhost:45547"  [66 bytes]
01:54:03.639056 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:45547", "tcp://127.0.0.1:41308"  [66 bytes]
01:54:03.639086 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:41308", "tcp://localhost:45547"  [66 bytes]
01:54:03.639929 push: monitor event (version 2): DISCONNECTED, fd 36, "tcp://127.0.0.1:45547", "tcp://127.0.0.1:41308"  [66 bytes]
01:54:03.640009 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.640211 push: monitor event (version 2): CLOSED, fd 34, "tcp://127.0.0.1:45547"  [45 bytes]
01:54:03.640383 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.640868 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-no-host.v1.msgpack 1`] = `
01:54:04.161390 = capture of libzmq 4.3.5 on linux-x64: connect-no-host
01:54:04.168379 push: monitor event (version 1): CONNECT_RETRIED, 38 ms, "tcp://:5555"  [17 bytes]
01:54:04.208945 push: monitor event (version 1): CONNECT_RETRIED, 23 ms, "tcp://:5555"  [17 bytes]
01:54:04.209710 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:04.210348 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-no-host.v2.msgpack 1`] = `
01:54:04.212235 = capture of libzmq 4.3.5 on linux-x64: connect-no-host
01:54:04.213007 push: monitor event (version 2): CONNECT_RETRIED, 20 ms, "tcp://:5555"  [35 bytes]
01:54:04.254751 push: monitor event (version 2): CONNECT_RETRIED, 32 ms, "tcp://:5555"  [35 bytes]
01:54:04.256678 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:04.257241 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-refused-doubling.v1.msgpack 1`] = `
01:54:03.891201 = capture of libzmq 4.3.5 on linux-x64: connect-refused-doubling
01:54:03.893756 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.893821 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.893844 push: monitor event (version 1): CONNECT_RETRIED, 10 ms, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.904414 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.904578 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.904613 push: monitor event (version 1): CONNECT_RETRIED, 20 ms, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.924982 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.925127 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.925153 push: monitor event (version 1): CONNECT_RETRIED, 40 ms, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.965315 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.965452 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:03.965476 push: monitor event (version 1): CONNECT_RETRIED, 50 ms, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:04.019790 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:36825"  [27 bytes]
01:54:04.019993 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:04.020020 push: monitor event (version 1): CONNECT_RETRIED, 50 ms, "tcp://127.0.0.1:36825"  [27 bytes]
01:54:04.023808 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:04.024864 = end after 17 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-refused-doubling.v2.msgpack 1`] = `
01:54:04.026627 = capture of libzmq 4.3.5 on linux-x64: connect-refused-doubling
01:54:04.028207 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.028334 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.028365 push: monitor event (version 2): CONNECT_RETRIED, 10 ms, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.038513 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.038947 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.038987 push: monitor event (version 2): CONNECT_RETRIED, 20 ms, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.059738 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.059902 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.059935 push: monitor event (version 2): CONNECT_RETRIED, 40 ms, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.099933 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.100393 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.100514 push: monitor event (version 2): CONNECT_RETRIED, 50 ms, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.150848 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.151175 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.151225 push: monitor event (version 2): CONNECT_RETRIED, 50 ms, "tcp://127.0.0.1:39329"  [45 bytes]
01:54:04.151942 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:04.152696 = end after 17 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-refused-stop.v1.msgpack 1`] = `
01:54:04.154056 = capture of libzmq 4.3.5 on linux-x64: connect-refused-stop
01:54:04.155665 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:39769"  [27 bytes]
01:54:04.155730 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:39769"  [27 bytes]
01:54:04.156063 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:04.156630 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-refused-stop.v2.msgpack 1`] = `
01:54:04.157938 = capture of libzmq 4.3.5 on linux-x64: connect-refused-stop
01:54:04.159504 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:34567"  [45 bytes]
01:54:04.159623 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:34567"  [45 bytes]
01:54:04.159911 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:04.160356 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-refused.v1.msgpack 1`] = `
01:54:03.719492 = capture of libzmq 4.3.5 on linux-x64: connect-refused
01:54:03.777101 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:35635"  [27 bytes]
01:54:03.777348 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:35635"  [27 bytes]
01:54:03.777376 push: monitor event (version 1): CONNECT_RETRIED, 23 ms, "tcp://127.0.0.1:35635"  [27 bytes]
01:54:03.777938 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:35635"  [27 bytes]
01:54:03.778011 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:35635"  [27 bytes]
01:54:03.778059 push: monitor event (version 1): CONNECT_RETRIED, 25 ms, "tcp://127.0.0.1:35635"  [27 bytes]
01:54:03.803940 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:35635"  [27 bytes]
01:54:03.804186 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:35635"  [27 bytes]
01:54:03.804215 push: monitor event (version 1): CONNECT_RETRIED, 21 ms, "tcp://127.0.0.1:35635"  [27 bytes]
01:54:03.813610 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.815130 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-refused.v2.msgpack 1`] = `
01:54:03.816756 = capture of libzmq 4.3.5 on linux-x64: connect-refused
01:54:03.820013 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:41109"  [45 bytes]
01:54:03.820104 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:41109"  [45 bytes]
01:54:03.820137 push: monitor event (version 2): CONNECT_RETRIED, 26 ms, "tcp://127.0.0.1:41109"  [45 bytes]
01:54:03.846688 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:41109"  [45 bytes]
01:54:03.846849 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:41109"  [45 bytes]
01:54:03.846882 push: monitor event (version 2): CONNECT_RETRIED, 37 ms, "tcp://127.0.0.1:41109"  [45 bytes]
01:54:03.888141 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:41109"  [45 bytes]
01:54:03.888302 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:41109"  [45 bytes]
01:54:03.888334 push: monitor event (version 2): CONNECT_RETRIED, 30 ms, "tcp://127.0.0.1:41109"  [45 bytes]
01:54:03.888892 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.889616 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-tcp.v1.msgpack 1`] = `
01:54:03.617798 = capture of libzmq 4.3.5 on linux-x64: connect-tcp
01:54:03.619756 push: monitor event (version 1): LISTENING, fd 34, "tcp://127.0.0.1:46757"  [27 bytes]
01:54:03.619834 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:46757"  [27 bytes]
01:54:03.619874 push: monitor event (version 1): ACCEPTED, fd 36, "tcp://127.0.0.1:46757"  [27 bytes]
01:54:03.622129 pull: monitor event (version 1): CONNECTED, fd 35, "tcp://127.0.0.1:46757"  [27 bytes]
01:54:03.622760 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:46757"  [27 bytes]
01:54:03.622839 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:46757"  [27 bytes]
01:54:03.623597 push: monitor event (version 1): DISCONNECTED, fd 36, "tcp://127.0.0.1:46757"  [27 bytes]
01:54:03.623696 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.624011 push: monitor event (version 1): CLOSED, fd 34, "tcp://127.0.0.1:46757"  [27 bytes]
01:54:03.624045 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.624654 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-tcp.v2.msgpack 1`] = `
01:54:03.626348 = capture of libzmq 4.3.5 on linux-x64: connect-tcp
01:54:03.628101 push: monitor event (version 2): LISTENING, fd 34, "tcp://127.0.0.1:35077"  [45 bytes]
01:54:03.628181 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:35077"  [45 bytes]
01:54:03.628219 push: monitor event (version 2): ACCEPTED, fd 36, "tcp://127.0.0.1:35077", "tcp://127.0.0.1:36976"  [66 bytes]
01:54:03.628249 pull: monitor event (version 2): CONNECTED, fd 35, "tcp://127.0.0.1:36976", "tcp://127.0.0.1:35077"  [66 bytes]
01:54:03.628272 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:35077", "tcp://127.0.0.1:36976"  [66 bytes]
01:54:03.628301 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:36976", "tcp://127.0.0.1:35077"  [66 bytes]
01:54:03.629038 push: monitor event (version 2): DISCONNECTED, fd 36, "tcp://127.0.0.1:35077", "tcp://127.0.0.1:36976"  [66 bytes]
01:54:03.629128 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.629396 push: monitor event (version 2): CLOSED, fd 34, "tcp://127.0.0.1:35077"  [45 bytes]
01:54:03.629631 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.630247 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-wildcard.v1.msgpack 1`] = `
01:54:03.642158 = capture of libzmq 4.3.5 on linux-x64: connect-wildcard
01:54:03.643206 push: monitor event (version 1): LISTENING, fd 34, "tcp://0.0.0.0:43231"  [25 bytes]
01:54:03.643253 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:43231"  [27 bytes]
01:54:03.643273 push: monitor event (version 1): ACCEPTED, fd 36, "tcp://127.0.0.1:43231"  [27 bytes]
01:54:03.643289 pull: monitor event (version 1): CONNECTED, fd 35, "tcp://127.0.0.1:43231"  [27 bytes]
01:54:03.643305 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:43231"  [27 bytes]
01:54:03.643330 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:43231"  [27 bytes]
01:54:03.643895 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.644275 push: monitor event (version 1): DISCONNECTED, fd 36, "tcp://127.0.0.1:43231"  [27 bytes]
01:54:03.644648 push: monitor event (version 1): CLOSED, fd 34, "tcp://0.0.0.0:43231"  [25 bytes]
01:54:03.644793 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:03.645189 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/connect-wildcard.v2.msgpack 1`] = `
01:54:03.647352 = capture of libzmq 4.3.5 on linux-x64: connect-wildcard
01:54:03.648472 push: monitor event (version 2): LISTENING, fd 34, "tcp://0.0.0.0:35643"  [43 bytes]
01:54:03.648606 push: monitor event (version 2): ACCEPTED, fd 36, "tcp://127.0.0.1:35643", "tcp://127.0.0.1:58986"  [66 bytes]
01:54:03.648637 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:35643", "tcp://127.0.0.1:58986"  [66 bytes]
01:54:03.648828 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:35643"  [45 bytes]
01:54:03.648865 pull: monitor event (version 2): CONNECTED, fd 35, "tcp://127.0.0.1:58986", "tcp://127.0.0.1:35643"  [66 bytes]
01:54:03.649056 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:58986", "tcp://127.0.0.1:35643"  [66 bytes]
01:54:03.649386 push: monitor event (version 2): DISCONNECTED, fd 36, "tcp://127.0.0.1:35643", "tcp://127.0.0.1:58986"  [66 bytes]
01:54:03.649465 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.649768 push: monitor event (version 2): CLOSED, fd 34, "tcp://0.0.0.0:35643"  [43 bytes]
01:54:03.649804 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:03.650262 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/disconnect.v1.msgpack 1`] = `
01:54:06.512450 = capture of libzmq 4.3.5 on linux-x64: disconnect
01:54:06.514448 push: monitor event (version 1): LISTENING, fd 34, "tcp://127.0.0.1:45859"  [27 bytes]
01:54:06.514585 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:45859"  [27 bytes]
01:54:06.514631 push: monitor event (version 1): ACCEPTED, fd 36, "tcp://127.0.0.1:45859"  [27 bytes]
01:54:06.514658 pull: monitor event (version 1): CONNECTED, fd 35, "tcp://127.0.0.1:45859"  [27 bytes]
01:54:06.514684 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:45859"  [27 bytes]
01:54:06.514788 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:45859"  [27 bytes]
01:54:06.519779 push: monitor event (version 1): DISCONNECTED, fd 36, "tcp://127.0.0.1:45859"  [27 bytes]
01:54:06.521124 push: monitor event (version 1): CLOSED, fd 34, "tcp://127.0.0.1:45859"  [27 bytes]
01:54:06.521183 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.521210 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.522123 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/disconnect.v2.msgpack 1`] = `
01:54:06.524685 = capture of libzmq 4.3.5 on linux-x64: disconnect
01:54:06.526279 push: monitor event (version 2): LISTENING, fd 34, "tcp://127.0.0.1:38037"  [45 bytes]
01:54:06.526359 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:38037"  [45 bytes]
01:54:06.526408 push: monitor event (version 2): ACCEPTED, fd 36, "tcp://127.0.0.1:38037", "tcp://127.0.0.1:59850"  [66 bytes]
01:54:06.526443 pull: monitor event (version 2): CONNECTED, fd 35, "tcp://127.0.0.1:59850", "tcp://127.0.0.1:38037"  [66 bytes]
01:54:06.526475 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:38037", "tcp://127.0.0.1:59850"  [66 bytes]
01:54:06.526610 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:59850", "tcp://127.0.0.1:38037"  [66 bytes]
01:54:06.533979 push: monitor event (version 2): DISCONNECTED, fd 36, "tcp://127.0.0.1:38037", "tcp://127.0.0.1:59850"  [66 bytes]
01:54:06.534681 push: monitor event (version 2): CLOSED, fd 34, "tcp://127.0.0.1:38037"  [45 bytes]
01:54:06.534756 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.534901 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.541906 = end after 11 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/garbage-http.v1.msgpack 1`] = `
01:54:05.018265 = capture of libzmq 4.3.5 on linux-x64: garbage-http
01:54:05.019661 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:44051"  [27 bytes]
01:54:05.019759 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:44051"  [27 bytes]
01:54:05.024004 pull: monitor event (version 1): HANDSHAKE_FAILED_NO_DETAIL, EPIPE (32), "tcp://127.0.0.1:44051"  [27 bytes]
01:54:05.024100 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:44051"  [27 bytes]
01:54:05.026281 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:44051"  [27 bytes]
01:54:05.026359 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.027267 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/garbage-http.v2.msgpack 1`] = `
01:54:05.029098 = capture of libzmq 4.3.5 on linux-x64: garbage-http
01:54:05.030713 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:46809"  [45 bytes]
01:54:05.030807 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:46809", "tcp://127.0.0.1:38662"  [66 bytes]
01:54:05.031792 pull: monitor event (version 2): HANDSHAKE_FAILED_NO_DETAIL, EPIPE (32), "tcp://127.0.0.1:46809", "tcp://127.0.0.1:38662"  [66 bytes]
01:54:05.031889 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:46809", "tcp://127.0.0.1:38662"  [66 bytes]
01:54:05.032610 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:46809"  [45 bytes]
01:54:05.034674 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.035580 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/garbage-zero.v1.msgpack 1`] = `
01:54:05.036890 = capture of libzmq 4.3.5 on linux-x64: garbage-zero
01:54:05.038122 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:34069"  [27 bytes]
01:54:05.038641 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:34069"  [27 bytes]
01:54:05.039267 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:34069"  [27 bytes]
01:54:05.039932 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:34069"  [27 bytes]
01:54:05.039993 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.040841 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/garbage-zero.v2.msgpack 1`] = `
01:54:05.042427 = capture of libzmq 4.3.5 on linux-x64: garbage-zero
01:54:05.043867 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:45713"  [45 bytes]
01:54:05.043982 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:45713", "tcp://127.0.0.1:47540"  [66 bytes]
01:54:05.044815 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:45713", "tcp://127.0.0.1:47540"  [66 bytes]
01:54:05.045442 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:45713"  [45 bytes]
01:54:05.045503 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.046384 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/handshake-ended.v1.msgpack 1`] = `
01:54:04.997358 = capture of libzmq 4.3.5 on linux-x64: handshake-ended
01:54:04.998659 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:44515"  [27 bytes]
01:54:04.998764 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:44515"  [27 bytes]
01:54:05.000737 pull: monitor event (version 1): HANDSHAKE_FAILED_NO_DETAIL, EPIPE (32), "tcp://127.0.0.1:44515"  [27 bytes]
01:54:05.000819 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:44515"  [27 bytes]
01:54:05.001254 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:44515"  [27 bytes]
01:54:05.001304 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.001924 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/handshake-ended.v2.msgpack 1`] = `
01:54:05.003228 = capture of libzmq 4.3.5 on linux-x64: handshake-ended
01:54:05.004616 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:35927"  [45 bytes]
01:54:05.004726 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:35927", "tcp://127.0.0.1:49776"  [66 bytes]
01:54:05.005865 pull: monitor event (version 2): HANDSHAKE_FAILED_NO_DETAIL, EPIPE (32), "tcp://127.0.0.1:35927", "tcp://127.0.0.1:49776"  [66 bytes]
01:54:05.005958 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:35927", "tcp://127.0.0.1:49776"  [66 bytes]
01:54:05.006343 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:35927"  [45 bytes]
01:54:05.006601 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.007180 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/handshake-reset.v1.msgpack 1`] = `
01:54:05.008492 = capture of libzmq 4.3.5 on linux-x64: handshake-reset
01:54:05.009764 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:41359"  [27 bytes]
01:54:05.010014 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:41359"  [27 bytes]
01:54:05.010905 pull: monitor event (version 1): HANDSHAKE_FAILED_NO_DETAIL, ECONNRESET (104), "tcp://127.0.0.1:41359"  [27 bytes]
01:54:05.010977 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:41359"  [27 bytes]
01:54:05.011332 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:41359"  [27 bytes]
01:54:05.011579 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.012196 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/handshake-reset.v2.msgpack 1`] = `
01:54:05.013443 = capture of libzmq 4.3.5 on linux-x64: handshake-reset
01:54:05.014747 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:45575"  [45 bytes]
01:54:05.014848 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:45575", "tcp://127.0.0.1:57590"  [66 bytes]
01:54:05.015624 pull: monitor event (version 2): HANDSHAKE_FAILED_NO_DETAIL, ECONNRESET (104), "tcp://127.0.0.1:45575", "tcp://127.0.0.1:57590"  [66 bytes]
01:54:05.015731 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:45575", "tcp://127.0.0.1:57590"  [66 bytes]
01:54:05.016207 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:45575"  [45 bytes]
01:54:05.016275 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.017106 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/handshake-timeout-connecting.v1.msgpack 1`] = `
01:54:04.760975 = capture of libzmq 4.3.5 on linux-x64: handshake-timeout-connecting
01:54:04.780839 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:45827"  [27 bytes]
01:54:04.781024 push: monitor event (version 1): CONNECTED, fd 32, "tcp://127.0.0.1:45827"  [27 bytes]
01:54:04.883995 push: monitor event (version 1): HANDSHAKE_FAILED_NO_DETAIL, EAGAIN (11), "tcp://127.0.0.1:45827"  [27 bytes]
01:54:04.884158 push: monitor event (version 1): DISCONNECTED, fd 32, "tcp://127.0.0.1:45827"  [27 bytes]
01:54:04.884208 push: monitor event (version 1): CONNECT_RETRIED, 193 ms, "tcp://127.0.0.1:45827"  [27 bytes]
01:54:04.885137 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:04.886326 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/handshake-timeout-connecting.v2.msgpack 1`] = `
01:54:04.890784 = capture of libzmq 4.3.5 on linux-x64: handshake-timeout-connecting
01:54:04.892261 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:39995"  [45 bytes]
01:54:04.892362 push: monitor event (version 2): CONNECTED, fd 32, "tcp://127.0.0.1:34994", "tcp://127.0.0.1:39995"  [66 bytes]
01:54:04.993281 push: monitor event (version 2): HANDSHAKE_FAILED_NO_DETAIL, EAGAIN (11), "tcp://127.0.0.1:34994", "tcp://127.0.0.1:39995"  [66 bytes]
01:54:04.993422 push: monitor event (version 2): DISCONNECTED, fd 32, "tcp://127.0.0.1:34994", "tcp://127.0.0.1:39995"  [66 bytes]
01:54:04.993455 push: monitor event (version 2): CONNECT_RETRIED, 111 ms, "tcp://127.0.0.1:39995"  [45 bytes]
01:54:04.994889 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:04.995794 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/handshake-timeout.v1.msgpack 1`] = `
01:54:04.514933 = capture of libzmq 4.3.5 on linux-x64: handshake-timeout
01:54:04.522968 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:34781"  [27 bytes]
01:54:04.523119 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:34781"  [27 bytes]
01:54:04.624138 pull: monitor event (version 1): HANDSHAKE_FAILED_NO_DETAIL, EAGAIN (11), "tcp://127.0.0.1:34781"  [27 bytes]
01:54:04.624319 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:34781"  [27 bytes]
01:54:04.627031 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:34781"  [27 bytes]
01:54:04.627154 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:04.629306 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/handshake-timeout.v2.msgpack 1`] = `
01:54:04.631127 = capture of libzmq 4.3.5 on linux-x64: handshake-timeout
01:54:04.633113 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:36913"  [45 bytes]
01:54:04.633291 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:36913", "tcp://127.0.0.1:51280"  [66 bytes]
01:54:04.733896 pull: monitor event (version 2): HANDSHAKE_FAILED_NO_DETAIL, EAGAIN (11), "tcp://127.0.0.1:36913", "tcp://127.0.0.1:51280"  [66 bytes]
01:54:04.734063 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:36913", "tcp://127.0.0.1:51280"  [66 bytes]
01:54:04.734655 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:36913"  [45 bytes]
01:54:04.739651 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:04.740707 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/heartbeat-timeout.v1.msgpack 1`] = `
01:54:05.551282 = capture of libzmq 4.3.5 on linux-x64: heartbeat-timeout
01:54:05.555882 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:35979"  [27 bytes]
01:54:05.556001 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:35979"  [27 bytes]
01:54:05.556791 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:35979"  [27 bytes]
01:54:05.769289 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:35979"  [27 bytes]
01:54:05.770256 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:35979"  [27 bytes]
01:54:05.770330 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.771363 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/heartbeat-timeout.v2.msgpack 1`] = `
01:54:05.778126 = capture of libzmq 4.3.5 on linux-x64: heartbeat-timeout
01:54:05.779875 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:32937"  [45 bytes]
01:54:05.779990 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:32937", "tcp://127.0.0.1:36084"  [66 bytes]
01:54:05.780932 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:32937", "tcp://127.0.0.1:36084"  [66 bytes]
01:54:06.020373 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:32937", "tcp://127.0.0.1:36084"  [66 bytes]
01:54:06.056128 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:32937"  [45 bytes]
01:54:06.058464 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.063951 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/malformed-error.v1.msgpack 1`] = `
01:54:05.448726 = capture of libzmq 4.3.5 on linux-x64: malformed-error
01:54:05.472089 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:39555"  [27 bytes]
01:54:05.472268 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:39555"  [27 bytes]
01:54:05.476226 pull: monitor event (version 1): HANDSHAKE_FAILED_PROTOCOL, ZMTP malformed command error (0x10000015), "tcp://127.0.0.1:39555"  [27 bytes]
01:54:05.476320 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:39555"  [27 bytes]
01:54:05.476873 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:39555"  [27 bytes]
01:54:05.477049 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.483868 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/malformed-error.v2.msgpack 1`] = `
01:54:05.485456 = capture of libzmq 4.3.5 on linux-x64: malformed-error
01:54:05.486846 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:37367"  [45 bytes]
01:54:05.486927 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:37367", "tcp://127.0.0.1:60818"  [66 bytes]
01:54:05.487887 pull: monitor event (version 2): HANDSHAKE_FAILED_PROTOCOL, ZMTP malformed command error (0x10000015), "tcp://127.0.0.1:37367", "tcp://127.0.0.1:60818"  [66 bytes]
01:54:05.487969 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:37367", "tcp://127.0.0.1:60818"  [66 bytes]
01:54:05.488496 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:37367"  [45 bytes]
01:54:05.488590 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.489815 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/masked.v1.msgpack 1`] = `
01:54:06.573861 = capture of libzmq 4.3.5 on linux-x64: masked
01:54:06.576435 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:34129"  [27 bytes]
01:54:06.576647 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:34129"  [27 bytes]
01:54:06.581775 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.581865 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.582946 = end after 5 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/masked.v2.msgpack 1`] = `
01:54:06.584691 = capture of libzmq 4.3.5 on linux-x64: masked
01:54:06.586304 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:43939", "tcp://127.0.0.1:47422"  [66 bytes]
01:54:06.625614 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:47422", "tcp://127.0.0.1:43939"  [66 bytes]
01:54:06.659967 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.660109 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.683125 = end after 5 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/mechanism-mismatch-connecting.v1.msgpack 1`] = `
01:54:05.073081 = capture of libzmq 4.3.5 on linux-x64: mechanism-mismatch-connecting
01:54:05.093956 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:35403"  [27 bytes]
01:54:05.094113 push: monitor event (version 1): CONNECTED, fd 32, "tcp://127.0.0.1:35403"  [27 bytes]
01:54:05.094171 push: monitor event (version 1): HANDSHAKE_FAILED_PROTOCOL, ZMTP mechanism mismatch (0x11000002), "tcp://127.0.0.1:35403"  [27 bytes]
01:54:05.094204 push: monitor event (version 1): DISCONNECTED, fd 32, "tcp://127.0.0.1:35403"  [27 bytes]
01:54:05.096632 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.097488 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/mechanism-mismatch-connecting.v2.msgpack 1`] = `
01:54:05.101175 = capture of libzmq 4.3.5 on linux-x64: mechanism-mismatch-connecting
01:54:05.124959 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:38913"  [45 bytes]
01:54:05.125750 push: monitor event (version 2): CONNECTED, fd 32, "tcp://127.0.0.1:59548", "tcp://127.0.0.1:38913"  [66 bytes]
01:54:05.125990 push: monitor event (version 2): HANDSHAKE_FAILED_PROTOCOL, ZMTP mechanism mismatch (0x11000002), "tcp://127.0.0.1:59548", "tcp://127.0.0.1:38913"  [66 bytes]
01:54:05.126239 push: monitor event (version 2): DISCONNECTED, fd 32, "tcp://127.0.0.1:59548", "tcp://127.0.0.1:38913"  [66 bytes]
01:54:05.145230 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.159745 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/mechanism-mismatch.v1.msgpack 1`] = `
01:54:05.048149 = capture of libzmq 4.3.5 on linux-x64: mechanism-mismatch
01:54:05.049468 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:37105"  [27 bytes]
01:54:05.049602 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:37105"  [27 bytes]
01:54:05.050220 pull: monitor event (version 1): HANDSHAKE_FAILED_PROTOCOL, ZMTP mechanism mismatch (0x11000002), "tcp://127.0.0.1:37105"  [27 bytes]
01:54:05.051540 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:37105"  [27 bytes]
01:54:05.056172 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:37105"  [27 bytes]
01:54:05.056264 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.058942 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/mechanism-mismatch.v2.msgpack 1`] = `
01:54:05.060843 = capture of libzmq 4.3.5 on linux-x64: mechanism-mismatch
01:54:05.062111 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:45347"  [45 bytes]
01:54:05.064817 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:45347", "tcp://127.0.0.1:54486"  [66 bytes]
01:54:05.066415 pull: monitor event (version 2): HANDSHAKE_FAILED_PROTOCOL, ZMTP mechanism mismatch (0x11000002), "tcp://127.0.0.1:45347", "tcp://127.0.0.1:54486"  [66 bytes]
01:54:05.066671 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:45347", "tcp://127.0.0.1:54486"  [66 bytes]
01:54:05.068516 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:45347"  [45 bytes]
01:54:05.068769 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.070248 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/message-too-early.v1.msgpack 1`] = `
01:54:05.243343 = capture of libzmq 4.3.5 on linux-x64: message-too-early
01:54:05.245174 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:34667"  [27 bytes]
01:54:05.245287 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:34667"  [27 bytes]
01:54:05.246752 pull: monitor event (version 1): HANDSHAKE_FAILED_PROTOCOL, ZMTP unexpected command (0x10000001), "tcp://127.0.0.1:34667"  [27 bytes]
01:54:05.246855 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:34667"  [27 bytes]
01:54:05.250222 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:34667"  [27 bytes]
01:54:05.250288 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.255858 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/message-too-early.v2.msgpack 1`] = `
01:54:05.257644 = capture of libzmq 4.3.5 on linux-x64: message-too-early
01:54:05.259027 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:36527"  [45 bytes]
01:54:05.259958 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:36527", "tcp://127.0.0.1:47182"  [66 bytes]
01:54:05.260818 pull: monitor event (version 2): HANDSHAKE_FAILED_PROTOCOL, ZMTP unexpected command (0x10000001), "tcp://127.0.0.1:36527", "tcp://127.0.0.1:47182"  [66 bytes]
01:54:05.260895 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:36527", "tcp://127.0.0.1:47182"  [66 bytes]
01:54:05.261482 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:36527"  [45 bytes]
01:54:05.261619 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.262609 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/oversize.v1.msgpack 1`] = `
01:54:05.530406 = capture of libzmq 4.3.5 on linux-x64: oversize
01:54:05.532120 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:34531"  [27 bytes]
01:54:05.533237 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:34531"  [27 bytes]
01:54:05.534492 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:34531"  [27 bytes]
01:54:05.534609 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:34531"  [27 bytes]
01:54:05.535050 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:34531"  [27 bytes]
01:54:05.535082 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.535934 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/oversize.v2.msgpack 1`] = `
01:54:05.537324 = capture of libzmq 4.3.5 on linux-x64: oversize
01:54:05.538760 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:43841"  [45 bytes]
01:54:05.538836 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:43841", "tcp://127.0.0.1:42844"  [66 bytes]
01:54:05.547958 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:43841", "tcp://127.0.0.1:42844"  [66 bytes]
01:54:05.548156 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:43841", "tcp://127.0.0.1:42844"  [66 bytes]
01:54:05.548695 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:43841"  [45 bytes]
01:54:05.548917 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.549745 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/peer-returns.v1.msgpack 1`] = `
02:03:41.401195 = capture of libzmq 4.3.5 on linux-x64: peer-returns
02:03:41.407955 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.408498 pull: monitor event (version 1): CONNECTED, fd 32, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.408737 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.410236 pull: monitor event (version 1): DISCONNECTED, fd 32, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.410424 pull: monitor event (version 1): CONNECT_RETRIED, 23 ms, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.444202 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.445016 pull: monitor event (version 1): CLOSED, fd 30, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.451995 pull: monitor event (version 1): CONNECT_RETRIED, 25 ms, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.453351 push: monitor event (version 1): LISTENING, fd 33, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.478227 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.478877 push: monitor event (version 1): ACCEPTED, fd 35, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.479180 pull: monitor event (version 1): CONNECTED, fd 34, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.480176 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.480713 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.483992 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
02:03:41.484646 push: monitor event (version 1): DISCONNECTED, fd 35, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.485376 push: monitor event (version 1): CLOSED, fd 33, "tcp://127.0.0.1:35371"  [27 bytes]
02:03:41.485699 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
02:03:41.489669 = end after 19 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/peer-returns.v2.msgpack 1`] = `
02:03:41.495230 = capture of libzmq 4.3.5 on linux-x64: peer-returns
02:03:41.497200 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:36049"  [45 bytes]
02:03:41.497667 pull: monitor event (version 2): CONNECTED, fd 32, "tcp://127.0.0.1:45382", "tcp://127.0.0.1:36049"  [66 bytes]
02:03:41.497782 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:45382", "tcp://127.0.0.1:36049"  [66 bytes]
02:03:41.533837 pull: monitor event (version 2): DISCONNECTED, fd 32, "tcp://127.0.0.1:45382", "tcp://127.0.0.1:36049"  [66 bytes]
02:03:41.534991 pull: monitor event (version 2): CONNECT_RETRIED, 21 ms, "tcp://127.0.0.1:36049"  [45 bytes]
02:03:41.557061 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:36049"  [45 bytes]
02:03:41.557349 pull: monitor event (version 2): CLOSED, fd 30, "tcp://127.0.0.1:36049"  [45 bytes]
02:03:41.557527 pull: monitor event (version 2): CONNECT_RETRIED, 26 ms, "tcp://127.0.0.1:36049"  [45 bytes]
02:03:41.559058 push: monitor event (version 2): LISTENING, fd 33, "tcp://127.0.0.1:36049"  [45 bytes]
02:03:41.583899 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:36049"  [45 bytes]
02:03:41.584475 push: monitor event (version 2): ACCEPTED, fd 35, "tcp://127.0.0.1:36049", "tcp://127.0.0.1:45392"  [66 bytes]
02:03:41.584844 pull: monitor event (version 2): CONNECTED, fd 34, "tcp://127.0.0.1:45392", "tcp://127.0.0.1:36049"  [66 bytes]
02:03:41.585689 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:36049", "tcp://127.0.0.1:45392"  [66 bytes]
02:03:41.585982 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:45392", "tcp://127.0.0.1:36049"  [66 bytes]
02:03:41.586816 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
02:03:41.587107 push: monitor event (version 2): DISCONNECTED, fd 35, "tcp://127.0.0.1:36049", "tcp://127.0.0.1:45392"  [66 bytes]
02:03:41.592266 push: monitor event (version 2): CLOSED, fd 33, "tcp://127.0.0.1:36049"  [45 bytes]
02:03:41.593701 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
02:03:41.595749 = end after 19 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/pipes-stats.v2.msgpack 1`] = `
01:54:06.689177 = capture of libzmq 4.3.5 on linux-x64: pipes-stats
01:54:06.698199 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:44883"  [45 bytes]
01:54:06.698317 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:44883"  [45 bytes]
01:54:06.698345 push: monitor event (version 2): CONNECT_RETRIED, 33 ms, "tcp://127.0.0.1:44883"  [45 bytes]
01:54:06.698509 push: monitor event (version 2): PIPES_STATS, 3, 0, "tcp://127.0.0.1:44883"  [53 bytes]
01:54:06.699035 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.699896 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/plain-malformed-hello.v1.msgpack 1`] = `
01:54:06.320141 = capture of libzmq 4.3.5 on linux-x64: plain-malformed-hello
01:54:06.321822 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:40441"  [27 bytes]
01:54:06.321937 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:40441"  [27 bytes]
01:54:06.323031 pull: monitor event (version 1): HANDSHAKE_FAILED_PROTOCOL, ZMTP malformed command hello (0x10000013), "tcp://127.0.0.1:40441"  [27 bytes]
01:54:06.323117 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:40441"  [27 bytes]
01:54:06.323870 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:40441"  [27 bytes]
01:54:06.323956 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.325019 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/plain-malformed-hello.v2.msgpack 1`] = `
01:54:06.326766 = capture of libzmq 4.3.5 on linux-x64: plain-malformed-hello
01:54:06.328400 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:34251"  [45 bytes]
01:54:06.328590 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:34251", "tcp://127.0.0.1:45248"  [66 bytes]
01:54:06.329412 pull: monitor event (version 2): HANDSHAKE_FAILED_PROTOCOL, ZMTP malformed command hello (0x10000013), "tcp://127.0.0.1:34251", "tcp://127.0.0.1:45248"  [66 bytes]
01:54:06.329873 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:34251", "tcp://127.0.0.1:45248"  [66 bytes]
01:54:06.330832 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:34251"  [45 bytes]
01:54:06.330962 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.332005 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/plain-no-handler.v1.msgpack 1`] = `
01:54:06.300224 = capture of libzmq 4.3.5 on linux-x64: plain-no-handler
01:54:06.302132 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:35981"  [27 bytes]
01:54:06.302247 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:35981"  [27 bytes]
01:54:06.303088 pull: monitor event (version 1): HANDSHAKE_FAILED_NO_DETAIL, EFAULT (14), "tcp://127.0.0.1:35981"  [27 bytes]
01:54:06.303977 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:35981"  [27 bytes]
01:54:06.304021 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.311894 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/plain-no-handler.v2.msgpack 1`] = `
01:54:06.313782 = capture of libzmq 4.3.5 on linux-x64: plain-no-handler
01:54:06.315235 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:36809"  [45 bytes]
01:54:06.315383 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:36809", "tcp://127.0.0.1:58292"  [66 bytes]
01:54:06.316437 pull: monitor event (version 2): HANDSHAKE_FAILED_NO_DETAIL, EFAULT (14), "tcp://127.0.0.1:36809", "tcp://127.0.0.1:58292"  [66 bytes]
01:54:06.317319 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:36809"  [45 bytes]
01:54:06.317408 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.318388 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/plain-refused-connecting.v1.msgpack 1`] = `
01:54:06.333605 = capture of libzmq 4.3.5 on linux-x64: plain-refused-connecting
01:54:06.335281 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:46249"  [27 bytes]
01:54:06.335380 push: monitor event (version 1): CONNECTED, fd 32, "tcp://127.0.0.1:46249"  [27 bytes]
01:54:06.337090 push: monitor event (version 1): HANDSHAKE_FAILED_PROTOCOL, ZMTP unexpected command (0x10000001), "tcp://127.0.0.1:46249"  [27 bytes]
01:54:06.337179 push: monitor event (version 1): DISCONNECTED, fd 32, "tcp://127.0.0.1:46249"  [27 bytes]
01:54:06.337799 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.338928 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/plain-refused-connecting.v2.msgpack 1`] = `
01:54:06.340463 = capture of libzmq 4.3.5 on linux-x64: plain-refused-connecting
01:54:06.342466 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:43013"  [45 bytes]
01:54:06.342663 push: monitor event (version 2): CONNECTED, fd 32, "tcp://127.0.0.1:35442", "tcp://127.0.0.1:43013"  [66 bytes]
01:54:06.345919 push: monitor event (version 2): HANDSHAKE_FAILED_PROTOCOL, ZMTP unexpected command (0x10000001), "tcp://127.0.0.1:35442", "tcp://127.0.0.1:43013"  [66 bytes]
01:54:06.346033 push: monitor event (version 2): DISCONNECTED, fd 32, "tcp://127.0.0.1:35442", "tcp://127.0.0.1:43013"  [66 bytes]
01:54:06.354930 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.356465 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/refused-400-connecting.v1.msgpack 1`] = `
01:54:05.278750 = capture of libzmq 4.3.5 on linux-x64: refused-400-connecting
01:54:05.279958 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:33025"  [27 bytes]
01:54:05.280038 push: monitor event (version 1): CONNECTED, fd 32, "tcp://127.0.0.1:33025"  [27 bytes]
01:54:05.281175 push: monitor event (version 1): HANDSHAKE_FAILED_AUTH, status 400, "tcp://127.0.0.1:33025"  [27 bytes]
01:54:05.281272 push: monitor event (version 1): DISCONNECTED, fd 32, "tcp://127.0.0.1:33025"  [27 bytes]
01:54:05.281675 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.285943 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/refused-400-connecting.v2.msgpack 1`] = `
01:54:05.300330 = capture of libzmq 4.3.5 on linux-x64: refused-400-connecting
01:54:05.305445 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:46391"  [45 bytes]
01:54:05.305642 push: monitor event (version 2): CONNECTED, fd 32, "tcp://127.0.0.1:54498", "tcp://127.0.0.1:46391"  [66 bytes]
01:54:05.315323 push: monitor event (version 2): HANDSHAKE_FAILED_AUTH, status 400, "tcp://127.0.0.1:54498", "tcp://127.0.0.1:46391"  [66 bytes]
01:54:05.315655 push: monitor event (version 2): DISCONNECTED, fd 32, "tcp://127.0.0.1:54498", "tcp://127.0.0.1:46391"  [66 bytes]
01:54:05.322326 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.335735 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/refused-400.v1.msgpack 1`] = `
01:54:05.266864 = capture of libzmq 4.3.5 on linux-x64: refused-400
01:54:05.268469 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:37171"  [27 bytes]
01:54:05.268619 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:37171"  [27 bytes]
01:54:05.269761 pull: monitor event (version 1): HANDSHAKE_FAILED_AUTH, status 400, "tcp://127.0.0.1:37171"  [27 bytes]
01:54:05.269825 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:37171"  [27 bytes]
01:54:05.270443 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:37171"  [27 bytes]
01:54:05.270492 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.271310 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/refused-400.v2.msgpack 1`] = `
01:54:05.272847 = capture of libzmq 4.3.5 on linux-x64: refused-400
01:54:05.274013 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:40235"  [45 bytes]
01:54:05.274702 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:40235", "tcp://127.0.0.1:33650"  [66 bytes]
01:54:05.275727 pull: monitor event (version 2): HANDSHAKE_FAILED_AUTH, status 400, "tcp://127.0.0.1:40235", "tcp://127.0.0.1:33650"  [66 bytes]
01:54:05.275801 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:40235", "tcp://127.0.0.1:33650"  [66 bytes]
01:54:05.276341 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:40235"  [45 bytes]
01:54:05.276388 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.277085 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/refused-text.v1.msgpack 1`] = `
01:54:05.337982 = capture of libzmq 4.3.5 on linux-x64: refused-text
01:54:05.343844 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:41689"  [27 bytes]
01:54:05.343976 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:41689"  [27 bytes]
01:54:05.351772 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:41689"  [27 bytes]
01:54:05.354850 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:41689"  [27 bytes]
01:54:05.355011 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.358272 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/refused-text.v2.msgpack 1`] = `
01:54:05.360254 = capture of libzmq 4.3.5 on linux-x64: refused-text
01:54:05.415622 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:40707"  [45 bytes]
01:54:05.415823 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:40707", "tcp://127.0.0.1:34602"  [66 bytes]
01:54:05.419871 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:40707", "tcp://127.0.0.1:34602"  [66 bytes]
01:54:05.438719 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:40707"  [45 bytes]
01:54:05.438898 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.444661 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/second-pair.v1.msgpack 1`] = `
01:54:06.384861 = capture of libzmq 4.3.5 on linux-x64: second-pair
01:54:06.386182 bound: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.392025 bound: monitor event (version 1): ACCEPTED, fd 36, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.392167 first: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.392216 bound: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.392308 first: monitor event (version 1): CONNECTED, fd 35, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.392797 first: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.397447 bound: monitor event (version 1): ACCEPTED, fd 41, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.397520 second: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.397620 bound: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.397663 second: monitor event (version 1): CONNECTED, fd 40, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.397738 second: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.400165 second: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.400360 bound: monitor event (version 1): DISCONNECTED, fd 41, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.400408 first: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.400437 bound: monitor event (version 1): DISCONNECTED, fd 36, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.405245 bound: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:37087"  [27 bytes]
01:54:06.405354 bound: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.406294 = end after 18 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/second-pair.v2.msgpack 1`] = `
01:54:06.408715 = capture of libzmq 4.3.5 on linux-x64: second-pair
01:54:06.410214 bound: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:33163"  [45 bytes]
01:54:06.411384 bound: monitor event (version 2): ACCEPTED, fd 36, "tcp://127.0.0.1:33163", "tcp://127.0.0.1:48560"  [66 bytes]
01:54:06.411608 first: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:33163"  [45 bytes]
01:54:06.411690 bound: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:33163", "tcp://127.0.0.1:48560"  [66 bytes]
01:54:06.411831 first: monitor event (version 2): CONNECTED, fd 35, "tcp://127.0.0.1:48560", "tcp://127.0.0.1:33163"  [66 bytes]
01:54:06.412432 first: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:48560", "tcp://127.0.0.1:33163"  [66 bytes]
01:54:06.412750 bound: monitor event (version 2): ACCEPTED, fd 41, "tcp://127.0.0.1:33163", "tcp://127.0.0.1:48572"  [66 bytes]
01:54:06.412808 second: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:33163"  [45 bytes]
01:54:06.412855 second: monitor event (version 2): CONNECTED, fd 40, "tcp://127.0.0.1:48572", "tcp://127.0.0.1:33163"  [66 bytes]
01:54:06.413236 bound: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:33163", "tcp://127.0.0.1:48572"  [66 bytes]
01:54:06.413287 second: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:48572", "tcp://127.0.0.1:33163"  [66 bytes]
01:54:06.413764 bound: monitor event (version 2): DISCONNECTED, fd 41, "tcp://127.0.0.1:33163", "tcp://127.0.0.1:48572"  [66 bytes]
01:54:06.413823 bound: monitor event (version 2): DISCONNECTED, fd 36, "tcp://127.0.0.1:33163", "tcp://127.0.0.1:48560"  [66 bytes]
01:54:06.414223 first: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.414260 second: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.414399 bound: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:33163"  [45 bytes]
01:54:06.414455 bound: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.415312 = end after 18 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/stop-and-restart.v1.msgpack 1`] = `
01:54:06.558694 = capture of libzmq 4.3.5 on linux-x64: stop-and-restart
01:54:06.563843 push: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:44227"  [27 bytes]
01:54:06.564235 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.565111 push: monitor event (version 1): LISTENING, fd 34, "tcp://127.0.0.1:36129"  [27 bytes]
01:54:06.565693 push: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:44227"  [27 bytes]
01:54:06.565754 push: monitor event (version 1): CLOSED, fd 34, "tcp://127.0.0.1:36129"  [27 bytes]
01:54:06.565788 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.566864 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/stop-and-restart.v2.msgpack 1`] = `
01:54:06.568483 = capture of libzmq 4.3.5 on linux-x64: stop-and-restart
01:54:06.569293 push: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:38415"  [45 bytes]
01:54:06.569626 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.570305 push: monitor event (version 2): LISTENING, fd 34, "tcp://127.0.0.1:38297"  [45 bytes]
01:54:06.570950 push: monitor event (version 2): CLOSED, fd 34, "tcp://127.0.0.1:38297"  [45 bytes]
01:54:06.571004 push: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:38415"  [45 bytes]
01:54:06.571056 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.572123 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/ttl-expired.v1.msgpack 1`] = `
01:54:06.066196 = capture of libzmq 4.3.5 on linux-x64: ttl-expired
01:54:06.071874 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:36855"  [27 bytes]
01:54:06.072026 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:36855"  [27 bytes]
01:54:06.074250 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:36855"  [27 bytes]
01:54:06.173896 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:36855"  [27 bytes]
01:54:06.182330 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:36855"  [27 bytes]
01:54:06.182481 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.183821 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/ttl-expired.v2.msgpack 1`] = `
01:54:06.185283 = capture of libzmq 4.3.5 on linux-x64: ttl-expired
01:54:06.186359 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:42163"  [45 bytes]
01:54:06.187891 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:42163", "tcp://127.0.0.1:47906"  [66 bytes]
01:54:06.192046 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:42163", "tcp://127.0.0.1:47906"  [66 bytes]
01:54:06.292970 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:42163", "tcp://127.0.0.1:47906"  [66 bytes]
01:54:06.296394 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:42163"  [45 bytes]
01:54:06.296615 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.297709 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/unbind.v1.msgpack 1`] = `
01:54:06.417258 = capture of libzmq 4.3.5 on linux-x64: unbind
01:54:06.419695 push: monitor event (version 1): LISTENING, fd 34, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.419785 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.419839 push: monitor event (version 1): ACCEPTED, fd 36, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.419930 pull: monitor event (version 1): CONNECTED, fd 35, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.420034 push: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.420193 pull: monitor event (version 1): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.422014 push: monitor event (version 1): CLOSED, fd 34, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.422120 pull: monitor event (version 1): DISCONNECTED, fd 35, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.422220 pull: monitor event (version 1): CONNECT_RETRIED, 37 ms, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.460462 pull: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.460764 pull: monitor event (version 1): CLOSED, fd 34, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.460809 pull: monitor event (version 1): CONNECT_RETRIED, 29 ms, "tcp://127.0.0.1:46403"  [27 bytes]
01:54:06.461787 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.461860 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:06.462744 = end after 15 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/unbind.v2.msgpack 1`] = `
01:54:06.464806 = capture of libzmq 4.3.5 on linux-x64: unbind
01:54:06.468020 push: monitor event (version 2): LISTENING, fd 34, "tcp://127.0.0.1:44259"  [45 bytes]
01:54:06.468127 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:44259"  [45 bytes]
01:54:06.468199 push: monitor event (version 2): ACCEPTED, fd 36, "tcp://127.0.0.1:44259", "tcp://127.0.0.1:38694"  [66 bytes]
01:54:06.468231 pull: monitor event (version 2): CONNECTED, fd 35, "tcp://127.0.0.1:38694", "tcp://127.0.0.1:44259"  [66 bytes]
01:54:06.468259 push: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:44259", "tcp://127.0.0.1:38694"  [66 bytes]
01:54:06.468346 pull: monitor event (version 2): HANDSHAKE_SUCCEEDED, 0, "tcp://127.0.0.1:38694", "tcp://127.0.0.1:44259"  [66 bytes]
01:54:06.470483 push: monitor event (version 2): CLOSED, fd 34, "tcp://127.0.0.1:44259"  [45 bytes]
01:54:06.470812 pull: monitor event (version 2): DISCONNECTED, fd 35, "tcp://127.0.0.1:38694", "tcp://127.0.0.1:44259"  [66 bytes]
01:54:06.470873 pull: monitor event (version 2): CONNECT_RETRIED, 32 ms, "tcp://127.0.0.1:44259"  [45 bytes]
01:54:06.503345 pull: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:44259"  [45 bytes]
01:54:06.503809 pull: monitor event (version 2): CLOSED, fd 34, "tcp://127.0.0.1:44259"  [45 bytes]
01:54:06.503849 pull: monitor event (version 2): CONNECT_RETRIED, 38 ms, "tcp://127.0.0.1:44259"  [45 bytes]
01:54:06.507745 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.507850 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:06.508897 = end after 15 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/wrong-socket-type-connecting.v1.msgpack 1`] = `
01:54:05.199146 = capture of libzmq 4.3.5 on linux-x64: wrong-socket-type-connecting
01:54:05.200233 push: monitor event (version 1): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:43689"  [27 bytes]
01:54:05.200324 push: monitor event (version 1): CONNECTED, fd 32, "tcp://127.0.0.1:43689"  [27 bytes]
01:54:05.201476 push: monitor event (version 1): DISCONNECTED, fd 32, "tcp://127.0.0.1:43689"  [27 bytes]
01:54:05.201963 push: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.202997 = end after 5 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/wrong-socket-type-connecting.v2.msgpack 1`] = `
01:54:05.204380 = capture of libzmq 4.3.5 on linux-x64: wrong-socket-type-connecting
01:54:05.205940 push: monitor event (version 2): CONNECT_DELAYED, EINPROGRESS (115), "tcp://127.0.0.1:46329"  [45 bytes]
01:54:05.207590 push: monitor event (version 2): CONNECTED, fd 32, "tcp://127.0.0.1:41502", "tcp://127.0.0.1:46329"  [66 bytes]
01:54:05.213043 push: monitor event (version 2): DISCONNECTED, fd 32, "tcp://127.0.0.1:41502", "tcp://127.0.0.1:46329"  [66 bytes]
01:54:05.214352 push: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.215710 = end after 5 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/wrong-socket-type.v1.msgpack 1`] = `
01:54:05.162089 = capture of libzmq 4.3.5 on linux-x64: wrong-socket-type
01:54:05.164234 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:42811"  [27 bytes]
01:54:05.165992 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:42811"  [27 bytes]
01:54:05.184006 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:42811"  [27 bytes]
01:54:05.184861 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:42811"  [27 bytes]
01:54:05.184913 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.187878 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/wrong-socket-type.v2.msgpack 1`] = `
01:54:05.189378 = capture of libzmq 4.3.5 on linux-x64: wrong-socket-type
01:54:05.190651 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:38787"  [45 bytes]
01:54:05.192312 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:38787", "tcp://127.0.0.1:39090"  [66 bytes]
01:54:05.196291 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:38787", "tcp://127.0.0.1:39090"  [66 bytes]
01:54:05.196923 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:38787"  [45 bytes]
01:54:05.196992 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.197737 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/zmtp-1.0.v1.msgpack 1`] = `
01:54:05.515654 = capture of libzmq 4.3.5 on linux-x64: zmtp-1.0
01:54:05.517020 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:37069"  [27 bytes]
01:54:05.517115 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:37069"  [27 bytes]
01:54:05.518090 pull: monitor event (version 1): HANDSHAKE_FAILED_NO_DETAIL, EPIPE (32), "tcp://127.0.0.1:37069"  [27 bytes]
01:54:05.518179 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:37069"  [27 bytes]
01:54:05.518741 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:37069"  [27 bytes]
01:54:05.518803 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.519696 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/zmtp-1.0.v2.msgpack 1`] = `
01:54:05.521099 = capture of libzmq 4.3.5 on linux-x64: zmtp-1.0
01:54:05.522669 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:38423"  [45 bytes]
01:54:05.522762 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:38423", "tcp://127.0.0.1:51464"  [66 bytes]
01:54:05.523845 pull: monitor event (version 2): HANDSHAKE_FAILED_NO_DETAIL, EPIPE (32), "tcp://127.0.0.1:38423", "tcp://127.0.0.1:51464"  [66 bytes]
01:54:05.523945 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:38423", "tcp://127.0.0.1:51464"  [66 bytes]
01:54:05.528063 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:38423"  [45 bytes]
01:54:05.528190 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.528829 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/zmtp-2.0.v1.msgpack 1`] = `
01:54:05.491065 = capture of libzmq 4.3.5 on linux-x64: zmtp-2.0
01:54:05.492096 pull: monitor event (version 1): LISTENING, fd 31, "tcp://127.0.0.1:40431"  [27 bytes]
01:54:05.492852 pull: monitor event (version 1): ACCEPTED, fd 33, "tcp://127.0.0.1:40431"  [27 bytes]
01:54:05.495924 pull: monitor event (version 1): HANDSHAKE_FAILED_NO_DETAIL, EPIPE (32), "tcp://127.0.0.1:40431"  [27 bytes]
01:54:05.496002 pull: monitor event (version 1): DISCONNECTED, fd 33, "tcp://127.0.0.1:40431"  [27 bytes]
01:54:05.496833 pull: monitor event (version 1): CLOSED, fd 31, "tcp://127.0.0.1:40431"  [27 bytes]
01:54:05.496898 pull: monitor event (version 1): MONITOR_STOPPED, 0  [6 bytes]
01:54:05.497972 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > monitor/zmtp-2.0.v2.msgpack 1`] = `
01:54:05.499614 = capture of libzmq 4.3.5 on linux-x64: zmtp-2.0
01:54:05.500685 pull: monitor event (version 2): LISTENING, fd 31, "tcp://127.0.0.1:46633"  [45 bytes]
01:54:05.500780 pull: monitor event (version 2): ACCEPTED, fd 33, "tcp://127.0.0.1:46633", "tcp://127.0.0.1:48132"  [66 bytes]
01:54:05.504115 pull: monitor event (version 2): HANDSHAKE_FAILED_NO_DETAIL, EPIPE (32), "tcp://127.0.0.1:46633", "tcp://127.0.0.1:48132"  [66 bytes]
01:54:05.504247 pull: monitor event (version 2): DISCONNECTED, fd 33, "tcp://127.0.0.1:46633", "tcp://127.0.0.1:48132"  [66 bytes]
01:54:05.511190 pull: monitor event (version 2): CLOSED, fd 31, "tcp://127.0.0.1:46633"  [45 bytes]
01:54:05.511588 pull: monitor event (version 2): MONITOR_STOPPED, 0  [24 bytes]
01:54:05.513111 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > pcap/libzmq.pcap 1`] = `
02:13:42.857216 #1 = connection 127.0.0.1:45032 → 127.0.0.1:34905
02:13:42.857216 #1 ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
02:13:42.857225 #1 → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
02:13:42.857225 #1 = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
02:13:42.857441 #1 ← @64 command READY: PULL  [28 bytes]
02:13:42.857441 #1 = the binding side is ready (PULL); the other is to follow
02:13:42.857457 #1 → @64 command READY: PUSH  [28 bytes]
02:13:42.857457 #1 = ready: the handshake is done, PUSH talks to PULL
02:13:42.892618 #1 → @92 message: "hi"  [4 bytes]
02:13:42.907819 #1 → @96 message part, MORE: "a"  [3 bytes]
02:13:42.907819 #1 → @99 message part, MORE: ""  [2 bytes]
02:13:42.907819 #1 → @101 message: "c"  [3 bytes]
02:13:42.908784 #1 → @104 message: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"… (300 bytes)  [309 bytes]
02:13:42.911706 #2 = connection 127.0.0.1:40542 → 127.0.0.1:44575
02:13:42.911706 #2 ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
02:13:42.911731 #2 → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
02:13:42.911731 #2 = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
02:13:42.911913 #2 ← @64 command READY: PUB  [27 bytes]
02:13:42.911913 #2 = the binding side is ready (PUB); the other is to follow
02:13:42.912452 #2 → @64 command READY: SUB  [27 bytes]
02:13:42.912452 #2 = ready: the handshake is done, SUB talks to PUB
02:13:42.912810 #2 → @91 command SUBSCRIBE: topic "AB"  [14 bytes]
02:13:42.932839 #2 ← @91 message: "ABC"  [5 bytes]
02:13:42.938328 #3 = connection 127.0.0.1:41696 → 127.0.0.1:46087
02:13:42.938328 #3 ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
02:13:42.938403 #3 → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
02:13:42.938403 #3 = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
02:13:42.938585 #3 ← @64 command READY: ROUTER  [43 bytes]
02:13:42.938585 #3 = the binding side is ready (ROUTER); the other is to follow
02:13:42.938685 #3 → @64 command READY: DEALER  [43 bytes]
02:13:42.938685 #3 = ready: the handshake is done, DEALER talks to ROUTER
02:13:42.938890 #3 → @107 message: "question"  [10 bytes]
02:13:42.939994 #3 ← @107 message: "answer"  [8 bytes]
02:13:42.943052 #4 = connection 127.0.0.1:45048 → 127.0.0.1:34905
02:13:42.943052 #4 ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
02:13:42.943076 #4 → @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
02:13:42.943076 #4 = handshake failed: the two sides announced PLAIN and NULL
02:13:42.943230 #4 = closed by the binding side; handshake failed: the two sides announced PLAIN and NULL
02:13:43.007843 #3 → @117 command PING: time to live 0  [9 bytes]
02:13:43.023726 #3 ← @115 command PONG  [7 bytes]
02:13:43.074222 #3 → @126 command PING: time to live 0  [9 bytes]
02:13:43.074274 #3 ← @122 command PONG  [7 bytes]
02:13:43.124527 #3 → @135 command PING: time to live 0  [9 bytes]
02:13:43.124651 #3 ← @129 command PONG  [7 bytes]
02:13:43.182580 #3 → @144 command PING: time to live 0  [9 bytes]
02:13:43.182948 #3 ← @136 command PONG  [7 bytes]
02:13:43.286955 #1 = closed by the connecting side after 5 frames from the connecting side and 0 from the binding side
02:13:43.287152 #2 = closed by the connecting side after 0 frames from the connecting side and 1 from the binding side
02:13:43.287242 #3 = closed by the connecting side after 1 frame from the connecting side and 1 from the binding side
= 87 packets, 4 ZMTP connections; 0 others (no greeting seen; --port makes one ZMTP); 0 bytes sent again

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/error-null.msgpack 1`] = `
01:54:07.225487 = capture of libzmq 4.3.5 on linux-x64: error-null
01:54:07.226838 #pull = connection ? → ?
01:54:07.226989 #pull → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:07.226989 #pull → @64 command READY: PUSH  [28 bytes]
01:54:07.226989 #pull = the connecting side is ready (PUSH); the other is to follow
01:54:07.235225 #pull ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:07.235225 #pull = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:07.235225 #pull ← @64 command ERROR: reason "400"  [12 bytes]
01:54:07.235225 #pull = handshake failed: the binding side refused: "400"
01:54:07.236735 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/frames.msgpack 1`] = `
01:54:06.896296 = capture of libzmq 4.3.5 on linux-x64: frames
01:54:06.897909 #push = connection ? → ?
01:54:06.898010 #push ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.898010 #push ← @64 command READY: PULL  [28 bytes]
01:54:06.898010 #push = the binding side is ready (PULL); the other is to follow
01:54:06.898318 #push → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.898318 #push = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.898318 #push → @64 command READY: PUSH  [28 bytes]
01:54:06.898318 #push = ready: the handshake is done, PUSH talks to PULL
01:54:06.899071 #push → @92 message: ""  [2 bytes]
01:54:06.899237 #push → @94 message part, MORE: ""  [2 bytes]
01:54:06.899237 #push → @96 message: "z"  [3 bytes]
01:54:06.899889 #push → @99 message: "\\x07"  [3 bytes]
01:54:06.900078 #push → @102 message part, MORE: "\\x07"  [3 bytes]
01:54:06.900078 #push → @105 message: "z"  [3 bytes]
01:54:06.900275 #push → @108 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (254 bytes)  [256 bytes]
01:54:06.900705 #push → @364 message part, MORE: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (254 bytes)  [256 bytes]
01:54:06.900705 #push → @620 message: "z"  [3 bytes]
01:54:06.900859 #push → @623 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (255 bytes)  [257 bytes]
01:54:06.901006 #push → @880 message part, MORE: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (255 bytes)  [257 bytes]
01:54:06.901006 #push → @1137 message: "z"  [3 bytes]
01:54:06.901229 #push → @1140 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (256 bytes)  [265 bytes]
01:54:06.901384 #push → @1405 message part, MORE: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (256 bytes)  [265 bytes]
01:54:06.901384 #push → @1670 message: "z"  [3 bytes]
01:54:06.906851 #push → @1673 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (65535 bytes)  [65544 bytes]
01:54:06.914073 #push → @67217 message part, MORE: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (65535 bytes)  [65544 bytes]
01:54:06.914073 #push → @132761 message: "z"  [3 bytes]
01:54:06.918671 #push → @132764 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (65536 bytes)  [65545 bytes]
01:54:06.934500 #push → @198309 message part, MORE: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (65536 bytes)  [65545 bytes]
01:54:06.934500 #push → @263854 message: "z"  [3 bytes]
01:54:06.970209 = end after 18 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/greeting-binding.msgpack 1`] = `
01:54:06.739227 = capture of libzmq 4.3.5 on linux-x64: greeting-binding
01:54:06.741134 #pull = connection ? → ?
01:54:06.747701 #pull ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.747863 #pull → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.747863 #pull = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.748321 #pull ← @64 command READY: PULL  [28 bytes]
01:54:06.748321 #pull = the binding side is ready (PULL); the other is to follow
01:54:06.749592 = end after 9 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/greeting-connecting.msgpack 1`] = `
01:54:06.758828 = capture of libzmq 4.3.5 on linux-x64: greeting-connecting
01:54:06.760408 #push = connection ? → ?
01:54:06.760997 #push → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.761037 #push ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.761037 #push = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.761148 #push → @64 command READY: PUSH  [28 bytes]
01:54:06.761148 #push = the connecting side is ready (PUSH); the other is to follow
01:54:06.763520 = end after 9 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/greeting-mechanisms.msgpack 1`] = `
01:54:06.775139 = capture of libzmq 4.3.5 on linux-x64: greeting-mechanisms
01:54:06.776420 #plain = connection ? → ?
01:54:06.776493 #plain → @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
01:54:06.776855 #plain ← @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
01:54:06.776855 #plain = greetings exchanged: ZMTP 3.1, mechanism PLAIN; the handshake begins
01:54:06.777856 #curve = connection ? → ?
01:54:06.777939 #curve → @0 greeting: ZMTP 3.1, mechanism CURVE  [64 bytes]
01:54:06.778388 #curve ← @0 greeting: ZMTP 3.1, mechanism CURVE  [64 bytes]
01:54:06.778388 #curve = greetings exchanged: ZMTP 3.1, mechanism CURVE; the handshake begins
01:54:06.780270 = end after 7 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/greeting-routing-id.msgpack 1`] = `
01:54:06.768602 = capture of libzmq 4.3.5 on linux-x64: greeting-routing-id
01:54:06.769429 #push = connection ? → ?
01:54:06.769610 #push → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.771945 #push ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.771945 #push = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.771945 #push ← @64 command READY: PUSH  [28 bytes]
01:54:06.771945 #push = the binding side is ready (PUSH); the other is to follow
01:54:06.773471 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/ping.msgpack 1`] = `
01:54:06.977485 = capture of libzmq 4.3.5 on linux-x64: ping
01:54:06.979125 #plain = connection ? → ?
01:54:06.979331 #plain → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.979331 #plain → @64 command READY: PUSH  [28 bytes]
01:54:06.979331 #plain = the connecting side is ready (PUSH); the other is to follow
01:54:06.982757 #plain ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.982757 #plain = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.982757 #plain ← @64 command READY: PULL  [28 bytes]
01:54:06.982757 #plain = ready: the handshake is done, PUSH talks to PULL
01:54:07.042496 #plain ← @92 command PING: time to live 0  [9 bytes]
01:54:07.042748 #plain → @92 command PONG  [7 bytes]
01:54:07.104132 #plain ← @101 command PING: time to live 0  [9 bytes]
01:54:07.106522 #ttl = connection ? → ?
01:54:07.106790 #ttl → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:07.106790 #ttl → @64 command READY: PUSH  [28 bytes]
01:54:07.106790 #ttl = the connecting side is ready (PUSH); the other is to follow
01:54:07.107328 #ttl ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:07.107328 #ttl = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:07.107328 #ttl ← @64 command READY: PULL  [28 bytes]
01:54:07.107328 #ttl = ready: the handshake is done, PUSH talks to PULL
01:54:07.158061 #ttl ← @92 command PING: time to live 15  [9 bytes]
01:54:07.158180 #ttl → @92 command PONG  [7 bytes]
01:54:07.208314 #ttl ← @101 command PING: time to live 15  [9 bytes]
01:54:07.210171 = end after 13 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/plain-client.msgpack 1`] = `
01:54:07.250183 = capture of libzmq 4.3.5 on linux-x64: plain-client
01:54:07.251182 #push = connection ? → ?
01:54:07.251262 #push ← @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
01:54:07.251734 #push → @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
01:54:07.251734 #push = greetings exchanged: ZMTP 3.1, mechanism PLAIN; the handshake begins
01:54:07.251734 #push → @64 command HELLO: username "admin"  [21 bytes]
01:54:07.251779 #push ← @64 command WELCOME  [10 bytes]
01:54:07.251967 #push → @85 command INITIATE: PUSH  [31 bytes]
01:54:07.252015 #push ← @74 command READY: PULL  [28 bytes]
01:54:07.252015 #push = ready: the handshake is done, PUSH talks to PULL
01:54:07.252267 #push → @116 message: "hi"  [4 bytes]
01:54:07.253441 = end after 8 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/plain-server-refuses.msgpack 1`] = `
01:54:07.243657 = capture of libzmq 4.3.5 on linux-x64: plain-server-refuses
01:54:07.244886 #pull = connection ? → ?
01:54:07.244973 #pull → @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
01:54:07.244973 #pull → @64 command HELLO: username "admin"  [21 bytes]
01:54:07.248112 #pull ← @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
01:54:07.248112 #pull = greetings exchanged: ZMTP 3.1, mechanism PLAIN; the handshake begins
01:54:07.248112 #pull ← @64 command ERROR: reason "400"  [11 bytes]
  ! offset 66: expected 05 "ERROR"
01:54:07.248112 #pull = handshake failed: the binding side refused: "400"
01:54:07.249097 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/plain-server.msgpack 1`] = `
01:54:07.238284 = capture of libzmq 4.3.5 on linux-x64: plain-server
01:54:07.239850 #pull = connection ? → ?
01:54:07.239950 #pull → @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
01:54:07.239950 #pull → @64 command HELLO: username "admin"  [21 bytes]
01:54:07.240746 #pull ← @0 greeting: ZMTP 3.1, mechanism PLAIN  [64 bytes]
01:54:07.240746 #pull = greetings exchanged: ZMTP 3.1, mechanism PLAIN; the handshake begins
01:54:07.240746 #pull ← @64 command WELCOME  [10 bytes]
01:54:07.240799 #pull → @85 command INITIATE: PUSH  [31 bytes]
01:54:07.241236 #pull ← @74 command READY: PULL  [28 bytes]
01:54:07.241236 #pull = ready: the handshake is done, PUSH talks to PULL
01:54:07.242339 = end after 6 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/pong.msgpack 1`] = `
01:54:07.211765 = capture of libzmq 4.3.5 on linux-x64: pong
01:54:07.213111 #pull = connection ? → ?
01:54:07.213249 #pull → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:07.213249 #pull → @64 command READY: PUSH  [28 bytes]
01:54:07.213249 #pull = the connecting side is ready (PUSH); the other is to follow
01:54:07.213702 #pull ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:07.213702 #pull = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:07.213702 #pull ← @64 command READY: PULL  [28 bytes]
01:54:07.213702 #pull = ready: the handshake is done, PUSH talks to PULL
01:54:07.213748 #pull → @92 command PING: time to live 0  [9 bytes]
01:54:07.213896 #pull ← @92 command PONG  [7 bytes]
01:54:07.213929 #pull → @101 command PING: time to live 0, context "ab"  [11 bytes]
01:54:07.214057 #pull ← @99 command PONG: context "ab"  [9 bytes]
01:54:07.214086 #pull → @112 command PING: time to live 0, context "abcdefghijklmnopqrst"  [29 bytes]
  ! offset 121: expected at most 16 bytes
01:54:07.214246 #pull ← @108 command PONG: context "abcdefghijklmnop"  [23 bytes]
01:54:07.215215 = end after 10 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/ready-metadata.msgpack 1`] = `
01:54:06.891606 = capture of libzmq 4.3.5 on linux-x64: ready-metadata
01:54:06.892966 #push = connection ? → ?
01:54:06.893070 #push ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.893511 #push → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.893511 #push = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.893511 #push → @64 command READY: PUSH  [43 bytes]
01:54:06.893511 #push = the connecting side is ready (PUSH); the other is to follow
01:54:06.894721 = end after 4 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/ready.msgpack 1`] = `
01:54:06.781784 = capture of libzmq 4.3.5 on linux-x64: ready
01:54:06.782787 #PAIR = connection ? → ?
01:54:06.783313 #PAIR → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.783313 #PAIR → @64 command READY: PAIR  [28 bytes]
01:54:06.783313 #PAIR = the connecting side is ready (PAIR); the other is to follow
01:54:06.783776 #PAIR ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.783776 #PAIR = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.783776 #PAIR ← @64 command READY: PAIR  [28 bytes]
01:54:06.783776 #PAIR = ready: the handshake is done, PAIR talks to PAIR
01:54:06.784688 #PUB = connection ? → ?
01:54:06.784979 #PUB → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.784979 #PUB → @64 command READY: SUB  [27 bytes]
01:54:06.784979 #PUB = the connecting side is ready (SUB); the other is to follow
01:54:06.785447 #PUB ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.785447 #PUB = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.785447 #PUB ← @64 command READY: PUB  [27 bytes]
01:54:06.785447 #PUB = ready: the handshake is done, SUB talks to PUB
01:54:06.786215 #SUB = connection ? → ?
01:54:06.786411 #SUB → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.786411 #SUB → @64 command READY: PUB  [27 bytes]
01:54:06.786411 #SUB = the connecting side is ready (PUB); the other is to follow
01:54:06.791305 #SUB ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.791305 #SUB = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.791305 #SUB ← @64 command READY: SUB  [27 bytes]
01:54:06.791305 #SUB = ready: the handshake is done, PUB talks to SUB
01:54:06.792309 #REQ = connection ? → ?
01:54:06.793351 #REQ → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.793351 #REQ → @64 command READY: REP  [27 bytes]
01:54:06.793351 #REQ = the connecting side is ready (REP); the other is to follow
01:54:06.794103 #REQ ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.794103 #REQ = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.794103 #REQ ← @64 command READY: REQ  [40 bytes]
01:54:06.794103 #REQ = ready: the handshake is done, REP talks to REQ
01:54:06.806979 #REP = connection ? → ?
01:54:06.807366 #REP → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.807366 #REP → @64 command READY: REQ  [27 bytes]
01:54:06.807366 #REP = the connecting side is ready (REQ); the other is to follow
01:54:06.819847 #REP ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.819847 #REP = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.819847 #REP ← @64 command READY: REP  [27 bytes]
01:54:06.819847 #REP = ready: the handshake is done, REQ talks to REP
01:54:06.831662 #DEALER = connection ? → ?
01:54:06.832115 #DEALER → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.832115 #DEALER → @64 command READY: REP  [27 bytes]
01:54:06.832115 #DEALER = the connecting side is ready (REP); the other is to follow
01:54:06.832714 #DEALER ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.832714 #DEALER = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.832714 #DEALER ← @64 command READY: DEALER  [43 bytes]
01:54:06.832714 #DEALER = ready: the handshake is done, REP talks to DEALER
01:54:06.846103 #ROUTER = connection ? → ?
01:54:06.846607 #ROUTER → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.846607 #ROUTER → @64 command READY: REQ  [27 bytes]
01:54:06.846607 #ROUTER = the connecting side is ready (REQ); the other is to follow
01:54:06.847894 #ROUTER ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.847894 #ROUTER = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.847894 #ROUTER ← @64 command READY: ROUTER  [43 bytes]
01:54:06.847894 #ROUTER = ready: the handshake is done, REQ talks to ROUTER
01:54:06.849156 #PULL = connection ? → ?
01:54:06.849384 #PULL → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.849384 #PULL → @64 command READY: PUSH  [28 bytes]
01:54:06.849384 #PULL = the connecting side is ready (PUSH); the other is to follow
01:54:06.855863 #PULL ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.855863 #PULL = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.855863 #PULL ← @64 command READY: PULL  [28 bytes]
01:54:06.855863 #PULL = ready: the handshake is done, PUSH talks to PULL
01:54:06.857042 #PUSH = connection ? → ?
01:54:06.857291 #PUSH → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.857291 #PUSH → @64 command READY: PULL  [28 bytes]
01:54:06.857291 #PUSH = the connecting side is ready (PULL); the other is to follow
01:54:06.857802 #PUSH ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.857802 #PUSH = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.857802 #PUSH ← @64 command READY: PUSH  [28 bytes]
01:54:06.857802 #PUSH = ready: the handshake is done, PULL talks to PUSH
01:54:06.858713 #XPUB = connection ? → ?
01:54:06.858914 #XPUB → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.858914 #XPUB → @64 command READY: SUB  [27 bytes]
01:54:06.858914 #XPUB = the connecting side is ready (SUB); the other is to follow
01:54:06.859309 #XPUB ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.859309 #XPUB = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.859309 #XPUB ← @64 command READY: XPUB  [28 bytes]
01:54:06.859309 #XPUB = ready: the handshake is done, SUB talks to XPUB
01:54:06.860391 #XSUB = connection ? → ?
01:54:06.860726 #XSUB → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.860726 #XSUB → @64 command READY: PUB  [27 bytes]
01:54:06.860726 #XSUB = the connecting side is ready (PUB); the other is to follow
01:54:06.861593 #XSUB ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:06.861593 #XSUB = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:06.861593 #XSUB ← @64 command READY: XSUB  [28 bytes]
01:54:06.861593 #XSUB = ready: the handshake is done, PUB talks to XSUB
01:54:06.889166 = end after 45 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/subscriptions.msgpack 1`] = `
01:54:07.216684 = capture of libzmq 4.3.5 on linux-x64: subscriptions
01:54:07.218002 #3.1 = connection ? → ?
01:54:07.218091 #3.1 ← @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:07.218091 #3.1 ← @64 command READY: PUB  [27 bytes]
01:54:07.218091 #3.1 = the binding side is ready (PUB); the other is to follow
01:54:07.218706 #3.1 → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:07.218706 #3.1 = greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins
01:54:07.218706 #3.1 → @64 command READY: SUB  [27 bytes]
01:54:07.218706 #3.1 = ready: the handshake is done, SUB talks to PUB
01:54:07.218966 #3.1 → @91 command SUBSCRIBE: topic "AB"  [14 bytes]
01:54:07.219188 #3.1 → @105 command CANCEL: topic "AB"  [11 bytes]
01:54:07.220024 #3.0 = connection ? → ?
01:54:07.220115 #3.0 ← @0 greeting: ZMTP 3.0, mechanism NULL  [64 bytes]
01:54:07.220115 #3.0 ← @64 command READY: PUB  [27 bytes]
01:54:07.220115 #3.0 = the binding side is ready (PUB); the other is to follow
01:54:07.220480 #3.0 → @0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]
01:54:07.220480 #3.0 = greetings exchanged: ZMTP 3.0, mechanism NULL; the handshake begins
01:54:07.220480 #3.0 → @64 command READY: SUB  [27 bytes]
01:54:07.220480 #3.0 = ready: the handshake is done, SUB talks to PUB
01:54:07.220719 #3.0 → @91 subscription: subscribe "AB"  [5 bytes]
01:54:07.220875 #3.0 → @96 subscription: cancel "AB"  [5 bytes]
01:54:07.221607 #2.0 = connection ? → ?
01:54:07.221674 #2.0 ← @0 greeting: ZMTP 2.0, socket type PUB, no handshake follows  [12 bytes]
01:54:07.221674 #2.0 ← @12 identity: ""  [2 bytes]
01:54:07.221915 #2.0 → @0 greeting: ZMTP 2.0, socket type SUB, no handshake follows  [12 bytes]
01:54:07.221915 #2.0 = connected by ZMTP 2.0 (SUB and PUB): it has no handshake
01:54:07.221915 #2.0 → @12 identity: ""  [2 bytes]
01:54:07.222082 #2.0 → @14 subscription: subscribe "AB"  [5 bytes]
01:54:07.222236 #2.0 → @19 subscription: cancel "AB"  [5 bytes]
01:54:07.224120 = end after 16 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/zmtp-1.0-unversioned.msgpack 1`] = `
01:54:07.280157 = capture of libzmq 4.3.5 on linux-x64: zmtp-1.0-unversioned
01:54:07.281219 #PUSH = connection ? → ?
01:54:07.281432 #PUSH → @0 no greeting: ZMTP 1.0 (unversioned), or no ZMTP at all  [0 bytes]
01:54:07.281432 #PUSH → @0 identity: ""  [2 bytes]
01:54:07.281812 #PUSH ← @0 greeting: a signature, which the unversioned other side reads as the header of a frame  [10 bytes]
01:54:07.281812 #PUSH = connected by ZMTP 1.0, unversioned: it has no handshake
01:54:07.281812 #PUSH ← @10 message part, MORE: "a"  [3 bytes]
01:54:07.281812 #PUSH ← @13 message: "bc"  [4 bytes]
01:54:07.281990 #PUSH ← @17 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (254 bytes)  [264 bytes]
01:54:07.282898 #PULL = connection ? → ?
01:54:07.283065 #PULL → @0 no greeting: ZMTP 1.0 (unversioned), or no ZMTP at all  [0 bytes]
01:54:07.283065 #PULL → @0 identity: ""  [2 bytes]
01:54:07.283179 #PULL → @2 message: "hi"  [4 bytes]
01:54:07.284216 #PAIR = connection ? → ?
01:54:07.284384 #PAIR → @0 no greeting: ZMTP 1.0 (unversioned), or no ZMTP at all  [0 bytes]
01:54:07.284384 #PAIR → @0 identity: ""  [2 bytes]
01:54:07.284768 #PAIR ← @0 greeting: a signature, which the unversioned other side reads as the header of a frame  [10 bytes]
01:54:07.284768 #PAIR = connected by ZMTP 1.0, unversioned: it has no handshake
01:54:07.284768 #PAIR ← @10 message part, MORE: "a"  [3 bytes]
01:54:07.284768 #PAIR ← @13 message: "bc"  [4 bytes]
01:54:07.285034 #PAIR ← @17 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (254 bytes)  [264 bytes]
01:54:07.285078 #PAIR → @2 message: "hi"  [4 bytes]
01:54:07.287070 = end after 16 rows
#PULL ← @0 greeting: a signature, which the unversioned other side reads as the header of a frame  [10 bytes]
#PULL = connected by ZMTP 1.0, unversioned: it has no handshake

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/zmtp-1.0.msgpack 1`] = `
01:54:07.265022 = capture of libzmq 4.3.5 on linux-x64: zmtp-1.0
01:54:07.265791 #PUSH = connection ? → ?
01:54:07.265965 #PUSH → @0 greeting: ZMTP 1.0, socket type PULL, no handshake follows  [12 bytes]
01:54:07.266155 #PUSH ← @0 greeting: ZMTP 1.0, socket type PUSH, no handshake follows  [12 bytes]
01:54:07.266155 #PUSH = connected by ZMTP 1.0 (PULL and PUSH): it has no handshake
01:54:07.266155 #PUSH ← @12 identity: ""  [2 bytes]
01:54:07.266661 #PUSH ← @14 message part, MORE: "a"  [3 bytes]
01:54:07.266661 #PUSH ← @17 message: "bc"  [4 bytes]
01:54:07.267307 #PUSH ← @21 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (254 bytes)  [264 bytes]
01:54:07.268633 #PULL = connection ? → ?
01:54:07.269171 #PULL → @0 greeting: ZMTP 1.0, socket type PUSH, no handshake follows  [12 bytes]
01:54:07.269439 #PULL ← @0 greeting: ZMTP 1.0, socket type PULL, no handshake follows  [12 bytes]
01:54:07.269439 #PULL = connected by ZMTP 1.0 (PUSH and PULL): it has no handshake
01:54:07.269439 #PULL ← @12 identity: ""  [2 bytes]
01:54:07.269479 #PULL → @12 identity: ""  [2 bytes]
01:54:07.269609 #PULL → @14 message: "hi"  [4 bytes]
01:54:07.270312 #PAIR = connection ? → ?
01:54:07.270508 #PAIR → @0 greeting: ZMTP 1.0, socket type PAIR, no handshake follows  [12 bytes]
01:54:07.270790 #PAIR ← @0 greeting: ZMTP 1.0, socket type PAIR, no handshake follows  [12 bytes]
01:54:07.270790 #PAIR = connected by ZMTP 1.0 (PAIR and PAIR): it has no handshake
01:54:07.270790 #PAIR ← @12 identity: ""  [2 bytes]
01:54:07.271152 #PAIR ← @14 message part, MORE: "a"  [3 bytes]
01:54:07.271152 #PAIR ← @17 message: "bc"  [4 bytes]
01:54:07.271304 #PAIR ← @21 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (254 bytes)  [264 bytes]
01:54:07.271350 #PAIR → @12 identity: ""  [2 bytes]
01:54:07.271491 #PAIR → @14 message: "hi"  [4 bytes]
01:54:07.272923 = end after 21 rows

`

exports[`dist/test/bin/decode.test.js > TAP > the fixtures, one line an item > wire/zmtp-2.0.msgpack 1`] = `
01:54:07.254458 = capture of libzmq 4.3.5 on linux-x64: zmtp-2.0
01:54:07.255718 #PUSH = connection ? → ?
01:54:07.255922 #PUSH → @0 greeting: ZMTP 2.0, socket type PULL, no handshake follows  [12 bytes]
01:54:07.256125 #PUSH ← @0 greeting: ZMTP 2.0, socket type PUSH, no handshake follows  [12 bytes]
01:54:07.256125 #PUSH = connected by ZMTP 2.0 (PULL and PUSH): it has no handshake
01:54:07.256125 #PUSH ← @12 identity: ""  [2 bytes]
01:54:07.256317 #PUSH ← @14 message part, MORE: "a"  [3 bytes]
01:54:07.256317 #PUSH ← @17 message: "bc"  [4 bytes]
01:54:07.256472 #PUSH ← @21 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (254 bytes)  [256 bytes]
01:54:07.257247 #PULL = connection ? → ?
01:54:07.257428 #PULL → @0 greeting: ZMTP 2.0, socket type PUSH, no handshake follows  [12 bytes]
01:54:07.257726 #PULL ← @0 greeting: ZMTP 2.0, socket type PULL, no handshake follows  [12 bytes]
01:54:07.257726 #PULL = connected by ZMTP 2.0 (PUSH and PULL): it has no handshake
01:54:07.257726 #PULL ← @12 identity: ""  [2 bytes]
01:54:07.257796 #PULL → @12 identity: ""  [2 bytes]
01:54:07.257859 #PULL → @14 message: "hi"  [4 bytes]
01:54:07.258913 #PAIR = connection ? → ?
01:54:07.259097 #PAIR → @0 greeting: ZMTP 2.0, socket type PAIR, no handshake follows  [12 bytes]
01:54:07.259288 #PAIR ← @0 greeting: ZMTP 2.0, socket type PAIR, no handshake follows  [12 bytes]
01:54:07.259288 #PAIR = connected by ZMTP 2.0 (PAIR and PAIR): it has no handshake
01:54:07.259288 #PAIR ← @12 identity: ""  [2 bytes]
01:54:07.259625 #PAIR ← @14 message part, MORE: "a"  [3 bytes]
01:54:07.259625 #PAIR ← @17 message: "bc"  [4 bytes]
01:54:07.259794 #PAIR ← @21 message: "\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07\\x07"… (254 bytes)  [256 bytes]
01:54:07.259830 #PAIR → @12 identity: ""  [2 bytes]
01:54:07.259895 #PAIR → @14 message: "hi"  [4 bytes]
01:54:07.263625 = end after 21 rows

`
