// What RFC 28 (REQ, REP, DEALER, ROUTER), 30 (PUSH, PULL) and 31 (PAIR) ask for; the form stands in read.ts.

const INCOMING = '? an incoming queue is seen only by what comes out of it'
const GONE =
  '? whether what had come from a peer that is gone still reaches the application depends on when it looks'

export const PATTERNS = `
§ 28 Goals
SHOULD | these sockets behave as the RFC has it | reqrep/18

§ 28 The REQ Socket Type
MAY | it has any number of REPs and ROUTERs | reqrep/18.5
SHALL | it sends one message, then receives one | reqrep/18.4
SHALL | on the wire a message is an empty frame and what the application sends | reqrep/18.1 reqrep/18.2
SHALL | it puts the empty frame in front | reqrep/18.1
SHALL | requests go to the peers in turn | reqrep/18.5
SHALL | without a peer a send waits or fails | queue/22.2 reqrep/18.4
SHALL NOT | it throws away what it cannot send | queue/22.1 queue/22.2
SHALL | it accepts a message only from the peer that it asked last | reqrep/18.3
SHALL | it throws other messages away | reqrep/18.2 reqrep/18.3

§ 28 The REP Socket Type
MAY | it has any number of REQs and DEALERs | reqrep/18.8
SHALL NOT | it filters or changes messages | reqrep/18.6
SHALL | it receives one message, then sends one | reqrep/18.6 reqrep/18.8
SHALL | on the wire a message is an envelope, an empty frame and the rest | reqrep/18.6 reqrep/18.7
SHALL | requests are taken from the peers fairly | reqrep/18.8
SHALL | it keeps the envelope and the empty frame to itself | reqrep/18.6
SHALL | the application gets the rest | reqrep/18.6
SHALL | it waits for one reply of the application | reqrep/18.6
SHALL | it puts the envelope in front of that | reqrep/18.6
SHALL | the reply goes to the peer that asked | reqrep/18.8
SHALL | a reply for a peer that is gone is thrown away, or fails | reqrep/18.9
SHALL NOT | a send waits | reqrep/18.9

§ 28 The DEALER Socket Type
MAY | it has any number of REPs and ROUTERs | reqrep/18.10
MAY | it sends and receives | reqrep/18.10
SHALL NOT | it filters or changes messages | reqrep/18.10
SHALL | it has two queues for each peer | reqrep/18.10
SHALL | it has them from the moment it begins to connect | queue/22.1
SHALL | and keeps them whether the link is up or not | queue/22.1
SHALL | it has them for a peer that connects | reqrep/18.10
SHALL | the queues of a peer that is gone are gone, too | ${GONE}; of a PUSH: push/15.7
SHALL | and what was in them | ${GONE}; of a PUSH: push/15.7
SHOULD | their sizes have limits that can be set | ? only of PUSH, PULL and PAIR it is asked: push/15.4, pull/16.3
SHALL | a peer whose queue is full is not available | push/15.2
SHALL | messages go to the available peers in turn | reqrep/18.10
SHALL | without an available peer a send waits or fails | queue/22.2
SHALL NOT | it takes messages without an available peer | queue/22.2
SHALL NOT | it throws away what it cannot queue | queue/22.1 queue/22.2
SHALL | messages are taken from the peers fairly | reqrep/18.10
SHALL | the application gets them | reqrep/18.10

§ 28 The ROUTER Socket Type
MAY | it has any number of REQs, DEALERs and ROUTERs | reqrep/18.11
MAY | it sends and receives | reqrep/18.11
SHALL | it has two queues for each peer | reqrep/18.11
SHALL | it has them from the moment it begins to connect | ? a name for a peer that was never there is not known outside
SHALL | and keeps them whether the link is up or not | ? a name for a peer that was never there is not known outside
SHALL | it has them for a peer that connects | reqrep/18.11 metadata/7.14
SHALL | the queues of a peer that is gone are gone, too | reqrep/18.13
SHALL | and what was in them | reqrep/18.13
SHALL | each peer has an identity of its own | metadata/7.13 metadata/7.14
SHOULD | it is what the peer says in Identity, if it does | metadata/7.11 metadata/7.13
SHOULD | the sizes of queues have limits that can be set | ? only of PUSH, PULL and PAIR it is asked: push/15.4, pull/16.3
SHALL | messages are taken from the peers fairly | ? that of a DEALER is: reqrep/18.10; where names are put in front it is the same queue
SHALL | the identity stands in front of each message that comes | reqrep/18.11
SHALL | the application gets it so | reqrep/18.11
SHALL | the first frame of a message that goes out is taken off; it says to whom | reqrep/18.11
SHALL | the message goes there if there is such a peer and room | reqrep/18.11
SHALL | if not it is dropped, or the send fails, as was set | reqrep/18.12
SHALL NOT | a send waits | reqrep/18.12

§ 30 Goals
SHOULD | these sockets behave as the RFC has it | push/15 pull/16

§ 30 The PUSH Socket Type
MAY | it has any number of PULLs | push/15.1 push/15.10
SHALL | it only sends | push/15.9
SHALL NOT | it filters or changes messages | framing/8.24 framing/8.11
SHALL | it has a queue for each peer | push/15.2
SHALL | it has that from the moment it begins to connect | queue/22.1
SHALL | and keeps it whether the link is up or not | push/15.6 queue/22.1
SHALL | it has one for a peer that connects | push/15.10
SHALL | the queue of a peer that is gone is gone, too | push/15.7
SHALL | and what was in it | push/15.7
SHOULD | the size of a queue has a limit that can be set | push/15.4
SHALL | a peer whose queue is full is not available | push/15.2
SHALL | messages go to the available peers in turn | push/15.1 push/15.10
SHALL | without an available peer a send waits or fails | push/15.3 push/15.4 queue/22.2
SHALL NOT | it takes messages without an available peer | push/15.3 queue/22.2
SHALL NOT | it throws away what it cannot queue | push/15.4 robust/21.6

§ 30 The PULL Socket Type
MAY | it has any number of PUSHes | pull/16.1
SHALL | it only receives | pull/16.4
SHALL NOT | it filters or changes messages | framing/8.24 framing/8.11
SHALL | it has a queue for each peer | pull/16.1 pull/16.2
SHALL | it has that from the moment it begins to connect | ${INCOMING}
SHALL | and keeps it whether the link is up or not | ${INCOMING}
SHALL | it has one for a peer that connects | pull/16.1
SHALL | the queue of a peer that is gone is gone, too | ${GONE}: pull/16.6, pull/16.7
SHALL | and what was in it | ${GONE}: pull/16.6, pull/16.7
SHOULD | the size of a queue has a limit that can be set | pull/16.3
SHALL | messages are taken from the peers fairly | pull/16.1 pull/16.2
SHALL | the application gets them | pull/16.5 pull/16.6

§ 31 Goals
SHOULD | this socket behaves as the RFC has it | pair/17

§ 31 The PAIR Socket Type
MAY | it has one PAIR | pair/17.1
TEXT | and no second one | pair/17.2 pair/17.3
MAY | it sends and receives | pair/17.1
SHALL NOT | it filters or changes messages | framing/8.24 pair/17.1
SHALL | it has two queues for its peer | pair/17.1
SHALL | it has them from the moment it begins to connect | queue/22.1
SHALL | and keeps them whether the link is up or not | queue/22.1
SHALL | it has them for a peer that connects | pair/17.1
SHALL | the queues of a peer that is gone are gone, too | pair/17.4
SHALL | and what was in them | pair/17.4
SHOULD | their sizes have limits that can be set | pair/17.6
SHALL | a peer whose queue is full is not available | pair/17.6
SHALL | without an available peer a send waits or fails | pair/17.5 queue/22.2
SHALL NOT | it takes messages without an available peer | pair/17.5 queue/22.2
SHALL NOT | it throws away what it cannot queue | pair/17.6
SHALL | it receives from its peer | pair/17.1
SHALL | the application gets that | pair/17.1
`
