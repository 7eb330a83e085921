// What RFC 29 (PUB, XPUB, SUB, XSUB) asks for; the form stands in read.ts.

const INCOMING = '? an incoming queue is seen only by what comes out of it'
const LIMIT = '? a driver cannot fill a queue of these types to its limit and be sure of it'
const NOBODY = '? to a subscriber that is not there nothing is sent before it has subscribed'

export const PUBLISH = `
§ 29 Goals
SHOULD | these sockets behave as the RFC has it | pubsub/19

§ 29 The PUB Socket Type
MAY | it has any number of SUBs and XSUBs | pubsub/19.12
SHALL | it only sends | pubsub/19.11
SHALL | it has a queue for each subscriber | pubsub/19.12
SHALL | it has that from the moment it begins to connect | ${NOBODY}
SHALL | and keeps it whether the link is up or not | ${NOBODY}
SHALL | it has one for a subscriber that connects | pubsub/19.4 pubsub/19.12
SHALL | the queue of a subscriber that is gone is gone, too | pubsub/19.19
SHALL | and what was in it | pubsub/19.19
SHOULD | the size of a queue has a limit that can be set | pubsub/19.12
SHALL | what subscribers send it is thrown away | pubsub/19.11
SHALL NOT | it changes messages | pubsub/19.7
MAY | it sends all to all, if the transport has it so | - ZMTP has it otherwise: RFC 23 lets the publisher filter
MAY | it sends what was subscribed to, if the transport has it so | pubsub/19.7 pubsub/19.19
SHALL | a topic is compared with the first frame, octet by octet | pubsub/19.7
SHALL | a message for which a subscriber's queue has no room is dropped | pubsub/19.12
SHALL NOT | a send waits | pubsub/19.12
SHALL | it takes subscriptions and their ends | pubsub/19.4 pubsub/19.5 pubsub/19.9 pubsub/19.10
SHALL NOT | the application gets these | command/9.5 pubsub/19.11

§ 29 The XPUB Socket Type
MAY | it has any number of SUBs and XSUBs | pubsub/19.12
MAY | it sends and receives | pubsub/19.13
SHALL | it has two queues for each subscriber | pubsub/19.12 pubsub/19.13
SHALL | it has them from the moment it begins to connect | ${NOBODY}
SHALL | and keeps them whether the link is up or not | ${NOBODY}
SHALL | it has them for a subscriber that connects | pubsub/19.13
SHALL | the queues of a subscriber that is gone are gone, too | pubsub/19.13
SHALL | and what was in them | pubsub/19.13
SHOULD | their sizes have limits that can be set | pubsub/19.12
SHALL NOT | it changes messages | pubsub/19.7
MAY | it sends all to all, if the transport has it so | - ZMTP has it otherwise: RFC 23 lets the publisher filter
MAY | it sends what was subscribed to, if the transport has it so | pubsub/19.7 pubsub/19.19
SHALL | a topic is compared with the first frame, octet by octet | pubsub/19.7
SHALL | a message for which a subscriber's queue has no room is dropped | pubsub/19.12
SHALL NOT | a send waits | pubsub/19.12
SHALL | messages are taken from the subscribers fairly | ? subscribers send little but subscriptions
SHALL | the application gets them | pubsub/19.13
SHALL | it takes subscriptions and their ends | pubsub/19.4 pubsub/19.5 pubsub/19.6
SHALL | the application gets these | pubsub/19.13
MAY | the same subscription of several is told once | pubsub/19.14
SHALL | if a subscriber is gone the ends of its subscriptions are told | pubsub/19.13

§ 29 The SUB Socket Type
MAY | it has any number of PUBs and XPUBs | pubsub/19.1 pubsub/19.15
SHALL | it only receives | pubsub/19.1 pubsub/19.2
SHALL | it has a queue for each publisher | ${INCOMING}
SHALL | it has that from the moment it begins to connect | pubsub/19.15
SHALL | and keeps it whether the link is up or not | pubsub/19.15
SHALL | it has one for a publisher that connects | pubsub/19.1 pubsub/19.17
SHALL | the queue of a publisher that is gone is gone, too | ${INCOMING}
SHALL | and what was in it | ${INCOMING}
SHOULD | the size of a queue has a limit that can be set | ${LIMIT}
SHALL | a message for which there is no room is dropped | ${LIMIT}
SHALL | messages are taken from the publishers fairly | ${INCOMING}; of a PULL: pull/16.1
SHALL NOT | it changes messages | pubsub/19.17
MAY | it filters what comes, by prefix | pubsub/19.17
SHALL | the application gets the messages | pubsub/19.17
MAY | it sends subscriptions and their ends to publishers | pubsub/19.1 pubsub/19.2 pubsub/19.3

§ 29 The XSUB Socket Type
MAY | it has any number of PUBs and XPUBs | pubsub/19.16
MAY | it sends and receives | pubsub/19.16
SHALL | it has two queues for each publisher | pubsub/19.16
SHALL | it has them from the moment it begins to connect | pubsub/19.15 pubsub/19.16
SHALL | and keeps them whether the link is up or not | pubsub/19.15
SHALL | it has them for a publisher that connects | pubsub/19.16
SHALL | the queues of a publisher that is gone are gone, too | ${INCOMING}
SHALL | and what was in them | ${INCOMING}
SHOULD | their sizes have limits that can be set | ${LIMIT}
SHALL NOT | it changes messages that come | pubsub/19.17
SHALL | a message for which there is no room is dropped | ${LIMIT}
SHALL | messages are taken from the publishers fairly | ${INCOMING}; of a PULL: pull/16.1
MAY | it filters what comes, by prefix | pubsub/19.17
SHALL | the application gets the messages | pubsub/19.17
SHALL NOT | it changes messages that go out | pubsub/19.16
SHALL | all messages go to all publishers | pubsub/19.16
SHALL | a message for which a publisher's queue has no room is dropped | ${LIMIT}
SHALL NOT | a send waits | ${LIMIT}
SHALL | the application subscribes by messages | pubsub/19.16
SHALL | it sends subscriptions and their ends to publishers | pubsub/19.1 pubsub/19.2 pubsub/19.3
SHOULD | before it closes a link it takes all subscriptions back | ? what ends a link here is the publisher, or the end of the socket at once
`
