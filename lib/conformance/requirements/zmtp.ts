// What RFC 23 (ZMTP 3.0) and RFC 37 (ZMTP 3.1) ask for, section by section; the form stands in read.ts.

const AUTHORS = '- for those who define mechanisms, not for implementations'
const DRAFT =
  '- of draft socket types, which no endpoint is asked to be here; that they are refused: metadata/7.5'

export const ZMTP = `
§ 23, 37 Formal Grammar
ABNF | a greeting is a signature, version, mechanism, as-server and filler, 64 octets | greeting/1.1 greeting/2.8
ABNF | a signature begins with FF and ends with 7F | greeting/1.1 greeting/2.6 greeting/2.12
ABNF | the version is 3 and 0, or 3 and 1 | greeting/1.2
ABNF | a mechanism is 20 octets: characters of names, then NULs | greeting/1.3 mechanism/4.4
ABNF | as-server is 0 or 1 | greeting/1.4 greeting/2.5
ABNF | the filler is 31 octets of 0 | greeting/1.7 greeting/2.3
ABNF | traffic comes after the handshake only | null/5.27 plain/11.12 curve/14.10
ABNF | a short frame has one octet of size and a body of 0 to 255 octets | framing/8.1 framing/8.2 framing/8.5
ABNF | a long frame has eight octets of size in network byte order | framing/8.3 framing/8.4 framing/8.16
ABNF | the frames of a message are more-frames, then one last frame | framing/8.11 push/15.11
ABNF | a command is one frame of a name with its length, and data | command/9.4 command/9.8 heartbeat/10.6

§ 37 Formal Grammar
ABNF | SUBSCRIBE and CANCEL are the name and the topic, in a long command when it has more than 255 octets | pubsub/19.18

§ 23, 37 Version Negotiation
MAY | a peer detects older versions and works with them | version/3.5 version/3.8 version/3.9 version/3.10
MAY | a peer demands abilities of its peer | version/3.17
SHALL | one that works with older versions first sends what lets them be detected | greeting/1.9 greeting/1.12
SHALL | it then reads eleven octets of the other greeting, and decides by these | version/3.5 greeting/2.18
MAY | it uses the padding to detect older versions | greeting/1.8
SHALL | one that does not sends its whole greeting of 64 octets | greeting/1.9 greeting/1.10
SHALL | it waits for 64 octets from the other side | greeting/2.8 greeting/2.9 greeting/2.18
SHOULD | it fills the padding with zeros | greeting/1.8
SHALL NOT | the padding has a meaning for a peer | greeting/2.1 greeting/2.2
MUST NOT | a peer checks or reads the padding | greeting/2.1 greeting/2.2
MUST | higher versions are accepted | version/3.1 version/3.2
MUST | every version from its own on (3.0 in RFC 23, 3.1 in RFC 37) is accepted | version/3.2 version/3.4
SHALL | with an equal or higher version a peer speaks its own, framing included | version/3.1 version/3.2 version/3.4
MAY | a peer steps down to a lower version | version/3.3 version/3.5 version/3.7
MUST | who cannot step down closes | version/3.5

§ 23, 37 Topology
MAY | mechanisms give their peers roles of client and server | ${AUTHORS}
SHALL | in a mechanism without roles as-server means nothing | greeting/2.4
SHOULD | there it is 0 | greeting/1.5

§ 23, 37 Authentication and Confidentiality
MAY | a peer has any of the mechanisms NULL, PLAIN and CURVE | - one that it has not is UNIMPLEMENTED, and no fault
MAY | implementations have mechanisms of their own | ${AUTHORS}
SHALL | public mechanisms are defined by RFCs | ${AUTHORS}
SHALL | their names are given to whoever comes first | ${AUTHORS}
SHALL | their names are capital letters, digits, hyphens and underscores | greeting/1.3
SHOULD | a command of up to 255 octets has the short size | null/5.3 null/5.8 null/5.30
SHOULD | a command of 256 octets and more has the long size | null/5.3 null/5.30
MUST | who has read a whole greeting sends its own whole | greeting/1.10 greeting/1.11
MUST | who reads another mechanism than its own closes | mechanism/4.1 mechanism/4.2 mechanism/4.3 mechanism/4.4 greeting/2.13

§ 23, 37 Error Handling
SHALL | an ERROR in the handshake is fatal: the peer closes and does not come back with the same credentials | error/6.1 error/6.2 plain/12.6
SHOULD | any other error is told by closing | framing/8.17 null/5.32 plain/11.20
SHALL | a close that was not expected is a passing error | conn/20.2 plain/12.7
SHOULD | after it the peer connects again | conn/20.2 plain/12.7
TEXT | before it connects again a peer waits a short, possibly random time, and longer each time | conn/20.3
ABNF | an ERROR is its name, a length, and a reason of 0 to 255 octets | error/6.3 error/6.4 error/6.7

§ 23, 37 Framing
MUST | bits 7 to 3 of the flags are zero | framing/8.6 framing/8.8 framing/8.9 null/5.23
SHALL | MORE is zero on commands | framing/8.7 framing/8.10 null/5.22
TEXT | all that follows the greeting is frames, whatever segments the stream comes in | greeting/2.7 greeting/2.8 greeting/2.9 greeting/2.10 framing/8.19 framing/8.20 framing/8.22
TEXT | a frame is flags, a size of one or eight octets, and so many octets; 0 is a size | framing/8.1 framing/8.2 framing/8.3
TEXT | a long frame has up to 2^63-1 octets | framing/8.15
TEXT | the COMMAND bit, and nothing else, tells commands from messages | framing/8.23 null/5.21 plain/11.16 curve/13.26 curve/13.35

§ 23, 37 Commands
MAY | mechanisms use whatever names of commands they need | ${AUTHORS}
TEXT | a command is one frame with a printable name and data | command/9.4 command/9.8 null/5.29
TEXT | commands are for ZMTP and are not seen by applications: those that are not known, too | command/9.1 command/9.2 command/9.7

§ 37 Commands
TEXT | SUBSCRIBE, CANCEL, JOIN and LEAVE are for publishers of their kind, and nothing for other applications | command/9.5 command/9.6

§ 23, 37 Messages
SHALL | messages are sent and delivered with all of their frames or none | framing/8.11 framing/8.12 framing/8.13 framing/8.14 framing/8.21 push/15.8

§ 23, 37 The NULL Security Mechanism
ABNF | READY is a command of that name and properties that fill it | null/5.3 null/5.5 null/5.18 null/5.19 null/5.21 null/5.22 null/5.24 null/5.25 null/5.26 null/5.29
ABNF | a property is a name of letters, digits and - _ . +, and a value | null/5.5 null/5.13 null/5.15
ABNF | READY or ERROR comes first, messages after it | null/5.6 null/5.27 error/6.1

§ 23 The NULL Security Mechanism
SHOULD NOT | NULL is used in public without security below it | - for those who run it
SHALL | both peers send READY | null/5.1 null/5.2
SHOULD | both parse the READY that comes | null/5.10 null/5.15 null/5.18 null/5.19
MAY | and check it | null/5.11 null/5.12 null/5.13
MAY | and close if it is not right | null/5.11 null/5.15 null/5.16 null/5.17 null/5.18 null/5.19
MAY | messages follow right behind one's own READY | greeting/2.11 null/5.6
MUST | as-server is zero | greeting/1.5
SHALL | a name has 1 to 255 characters | null/5.12 null/5.14
SHALL NOT | capital or small letters in names make a difference | null/5.10 null/5.11
SHALL | a value has 0 to 2^31-1 octets | null/5.14 null/5.16 null/5.17
SHALL | the size of a value has four octets in network byte order | null/5.5 null/5.15
MUST | READY is sent before one waits for the other's | null/5.1 null/5.2

§ 37 The NULL Security Mechanism
SHOULD NOT | NULL is used in public without security below it | - for those who run it
MUST | as-server is zero | greeting/1.5
SHALL | the peer that binds is the server | null/5.2
SHALL | the peer that connects is the client | null/5.1
SHALL | the client sends READY, then waits for the server's | null/5.1
SHOULD | the server parses the READY that comes | null/5.10 null/5.15 null/5.18 null/5.19
MAY | and checks it | null/5.11 null/5.12 null/5.13
MUST | if there is no error it answers with READY | null/5.2
MAY | who finds a READY that is not right closes | null/5.11 null/5.15 null/5.16 null/5.17 null/5.18 null/5.19
MAY | messages are sent once READY was both sent and received | null/5.6 greeting/2.11
SHALL | a name has 1 to 255 characters | null/5.12 null/5.14
SHALL NOT | capital or small letters in names make a difference | null/5.10 null/5.11
SHALL | a value has 0 to 2^31-1 octets | null/5.14 null/5.16 null/5.17
SHALL | the size of a value has four octets in network byte order | null/5.5 null/5.15

§ 23, 37 Connection Metadata
SHALL | a mechanism has a way to exchange properties | null/5.5 plain/12.3 curve/14.4
SHALL | names of properties have no case | null/5.10 null/5.11 plain/11.14
SHOULD | the sender tells its Socket-Type | null/5.4 null/5.7 plain/12.3
MAY | the sender tells an Identity | metadata/7.9
MAY | the sender tells other properties | null/5.9 null/5.14
MAY | names and meanings of properties are defined by RFCs | - for those who define properties
SHALL | names that begin with X- are the application's | - for those who define properties

§ 37 Connection Metadata
MAY | the sender tells a Resource | metadata/7.10

§ 23, 37 The Socket-Type Property
SHALL | Socket-Type is one of the names of the grammar | null/5.4 metadata/7.3 metadata/7.4 metadata/7.5
SHOULD | a peer takes only the socket types that fit its own | metadata/7.1 metadata/7.2 metadata/7.7 plain/11.13 plain/12.8 curve/13.34 curve/14.15
SHOULD | it answers others with ERROR and disconnects | metadata/7.6 error/6.8
TEXT | nothing passes between peers of types that do not fit | metadata/7.7

§ 23, 37 The Identity Property
MAY | a REQ, DEALER or ROUTER tells a ROUTER its identity | metadata/7.11
SHALL | an Identity has 0 to 255 octets | metadata/7.11
TEXT | all other socket types ignore it | metadata/7.8

§ 37 The Identity Property
SHALL NOT | the first octet of an Identity is zero | metadata/7.12

§ 37 The Resource Property
SHALL | a Resource is names of certain characters with / between them | ? nothing in the contract of drivers makes an endpoint ask for one
SHALL | all resources are accepted | metadata/7.10
SHALL | services behind one endpoint have the same credentials | ? there is one service in an endpoint under test

§ 23, 37 Socket Semantics
SHALL | every socket can accept connections and make them | conn/20.4
SHALL | it connects without waiting for anybody to listen | conn/20.1 queue/22.1
SHOULD | it connects again when a connection breaks | conn/20.2
SHALL | a message is sent and received with all of its frames or none | framing/8.12 framing/8.13 push/15.8 pull/16.2
SHALL | the frames of a message wait until its last is sent | push/15.8 conn/20.10
SHALL NOT | a message is delivered twice to a peer | push/15.5 pull/16.5
SHALL | between two peers messages arrive in order | pull/16.5 framing/8.21 push/15.4

§ 23, 37 The Request-Reply Pattern
SHOULD | REQ, REP, DEALER and ROUTER behave as RFC 28 has it | reqrep/18

§ 23, 37 The Publish-Subscribe Pattern
SHOULD | PUB, XPUB, SUB and XSUB behave as RFC 29 has it | pubsub/19
SHALL | the publisher filters | pubsub/19.7 pubsub/19.19
SHALL | a topic fits all messages that begin with it | pubsub/19.7
SHALL | the empty topic fits all messages | pubsub/19.7 pubsub/19.9
SHALL | subscriptions add up | pubsub/19.8 pubsub/19.9
SHALL NOT | a second subscription to a topic changes nothing: two need two cancels | pubsub/19.8

§ 23 The Publish-Subscribe Pattern
SHALL | a subscription is a message of 01 and the topic | pubsub/19.2 pubsub/19.5 pubsub/19.15
SHALL | it is taken back by a message of 00 and the topic | pubsub/19.3 pubsub/19.5

§ 37 The Publish-Subscribe Pattern
SHALL | a subscription is the command SUBSCRIBE | pubsub/19.1 pubsub/19.4 pubsub/19.15
SHALL | it is taken back by the command CANCEL | pubsub/19.3 pubsub/19.4

§ 23, 37 The Pipeline Pattern
SHOULD | PUSH and PULL behave as RFC 30 has it | push/15 pull/16

§ 23, 37 The Exclusive Pair Pattern
SHOULD | PAIR behaves as RFC 31 has it | pair/17

§ 37 The Client-Server Pattern
SHOULD | CLIENT and SERVER behave as RFC 47 has it | ${DRAFT}

§ 37 The Radio-Dish Pattern
SHOULD | RADIO and DISH behave as RFC 48 has it | ${DRAFT}
SHALL | the RADIO filters by groups | ${DRAFT}
SHALL | a DISH joins a group by JOIN | ${DRAFT}
SHALL | it leaves it by LEAVE | ${DRAFT}

§ 37 The Scatter-Gather Pattern
SHOULD | SCATTER and GATHER behave as RFC 49 has it | ${DRAFT}

§ 37 The Peer-to-Peer Pattern
SHOULD | PEER behaves as RFC 51 has it | ${DRAFT}

§ 37 The CHANNEL Pattern
SHOULD | CHANNEL behaves as RFC 52 has it | ${DRAFT}

§ 37 Thread-Safe Socket Types
MUST | their calls are atomic | ${DRAFT}
MUST | one call sends a whole message | ${DRAFT}
MUST | one call receives a whole message | ${DRAFT}
MUST | they send no messages of several parts | ${DRAFT}
MUST | they throw such messages away | ${DRAFT}

§ 37 Connection Heartbeating
MAY | a peer sends PING at any time after the handshake | heartbeat/10.14 null/5.28
MAY | its time to live is zero | heartbeat/10.1 heartbeat/10.14
MAY | or a number of tenths of a second | heartbeat/10.9 heartbeat/10.11 heartbeat/10.12
SHALL | a PING is answered by a PONG with its context | heartbeat/10.1 heartbeat/10.2 heartbeat/10.7 heartbeat/10.18
MUST NOT | a context is longer than 16 octets | heartbeat/10.3 heartbeat/10.14
MAY | without an answer in reasonable time a peer closes | heartbeat/10.15
SHOULD | that time is chosen for the application | - for those who write applications
SHOULD | any traffic is a sign of life | heartbeat/10.10 heartbeat/10.16
SHOULD | a peer is dead that sends nothing after our PING, or nothing within the time to live of its own | heartbeat/10.9 heartbeat/10.15
SHOULD | after that one connects again | conn/20.2
TEXT | the time to live has 16 bits and ends at 6553.5 s | heartbeat/10.11 heartbeat/10.12
ABNF | a PING is its name, two octets of time to live and a context of 0 to 16 octets | heartbeat/10.4 heartbeat/10.5 heartbeat/10.14
TEXT | only few PINGs go out that have no PONG yet | heartbeat/10.17

§ 23, 37 Backwards Interoperability
SHOULD | who need not work with older versions sends its greeting at once | greeting/1.9

§ 23, 37 Detecting ZMTP 2.0 Peers
MAY | the signature, then a version octet, then the rest: 0, 1 and 2 there are ZMTP 2.0 | greeting/1.12 greeting/1.13 version/3.5 version/3.6 version/3.12
TEXT | a version of 1 or 2 there is ZMTP 2.0, 3 and more is ZMTP 3 | version/3.5 version/3.6

§ 23, 37 Detecting ZMTP 1.0 and 2.0 Peers
MAY | what does not begin with FF, or has an even octet nine, is ZMTP 1.0 | greeting/2.12 version/3.13 version/3.18
SHALL | the padding that plays an identity of ZMTP 1.0 is its length in eight octets | greeting/1.8
MUST | with any mechanism but NULL the link to an older peer is closed at once | version/3.16 plain/12.9
TEXT | a link to an older peer is used as any other | version/3.12

§ 23, 37 Wire Analysis of the Connection
SHALL | in clear, messages stand in frames of messages | framing/8.23 push/15.11
SHALL | all mechanisms in clear use this framing | plain/11.1
SHALL | encrypted messages stand in commands | curve/13.25 curve/13.26 curve/13.29
SHALL | names of commands are visible | command/9.8
SHALL | they are printable | command/9.8

§ 23, 37 Security Considerations
MUST | nobody is talked down to an older version or a weaker mechanism | version/3.16 version/3.17 plain/12.9 mechanism/4.1
MAY | a peer logs who was not let in | ? a log is not seen from outside
MAY | it blocks addresses that fail again and again | ? everything here comes from one address, and must fail now and then
MAY | it takes memory for a connection only after the handshake | ? its memory is not seen; that it lives: robust/21.7, curve/13.36
MAY | it limits unfinished handshakes, in number and cost | greeting/2.17 null/5.32 robust/21.7 curve/13.36
MAY | it limits those of one address | ? everything here comes from one address; robust/21.7 stays below any sane limit
SHOULD | encrypted messages are padded to a random size | ? RFC 26 has no field to pad with: the length of a MESSAGE is that of its message
SHOULD | encrypted links send noise when they are idle | ? RFC 26 has no command for it
MAY | messages are held back so that they cannot be told from noise | ? RFC 26 has no command for noise
`
