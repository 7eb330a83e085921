// What RFC 27 (ZAP) asks for; the form stands in read.ts. ZMTP depends on what a handler decides, and that is seen
// on the wire. What server and handler say to each other is inside of one process.

const INSIDE = '? server and handler talk inside of one process'
const HANDLER = '- for handlers, which are parts of applications'

export const ZAP = `
§ 27 Architecture
SHALL | server and handler use the sockets and the transport that follow | ${INSIDE}
SHALL | the server has a REQ or a DEALER | ${INSIDE}
SHALL | the handler has a REP or a ROUTER | ${HANDLER}
SHALL | the handler is bound to inproc://zeromq.zap.01 | ${HANDLER}
SHALL | the server connects to that | null/5.33 plain/11.4 curve/13.30
SHALL | there is one handler in a process | ${HANDLER}
MAY | there are many servers | ${INSIDE}
SHALL | the handler is there before any server | ${HANDLER}; what a server without one does: plain/11.20

§ 27 Message Format
TEXT | status 200 lets a peer in, 300, 400 and 500 do not | null/5.33 plain/11.4 curve/13.30
SHALL | a dialogue is one request and one reply | ${INSIDE}
SHALL | a request is the frames that follow | ${INSIDE}
SHALL | an empty one | ${INSIDE}
SHALL | the version, 1.0 | ${INSIDE}
MAY | the request id, any octets | ${INSIDE}
SHALL | the domain, a string that is not empty | ${INSIDE}
SHALL | the mechanism, a string | ${INSIDE}
SHALL | the credentials, any number of frames | ${INSIDE}
SHALL | a reply is the frames that follow | ${HANDLER}
SHALL | an empty one | ${HANDLER}
SHALL | the version, 1.0 | ${HANDLER}
MAY | the request id, any octets | ${HANDLER}
SHALL | the status code, a string | ${HANDLER}
MAY | the status text, a string | ${HANDLER}
SHALL | the user id, a string | ${HANDLER}
MAY | the metadata | ${HANDLER}
SHALL | the request id comes back unchanged | ${HANDLER}
SHALL | an address is in the dotted form of IPv4 or the canonical form of IPv6 | ${INSIDE}
SHALL | an identity has at most 255 octets | ${INSIDE}
SHALL NOT | the mechanism is empty | ${INSIDE}
MAY | the status text is empty | ${HANDLER}
MAY | the user id says who it is, with status 200 | ${HANDLER}
SHALL | it is empty with any other status | ${HANDLER}
SHALL | metadata has the form of ZMTP 3.0 | ${HANDLER}

§ 27 Socket Types
SHALL NOT | a server with a REQ sends or gets the empty frame itself | ${INSIDE}
SHALL NOT | a handler with a REP does | ${HANDLER}
SHALL | a handler with a ROUTER gets the routing id of the server in front | ${HANDLER}
MUST | it sends that in front of its reply | ${HANDLER}

§ 27 Proxy Handlers
MAY | a handler passes requests on to others | ${HANDLER}
SHOULD | it changes nothing in them but what follows | ${HANDLER}
MUST | it has a ROUTER towards servers | ${HANDLER}
MUST | it passes on the whole message, routing id and all | ${HANDLER}
MUST | a handler behind unknown others takes an envelope of any length | ${HANDLER}
MUST | it keeps that envelope | ${HANDLER}
MUST | it sends it back with the reply | ${HANDLER}

§ 27 The NULL Mechanism
SHALL | the mechanism is NULL | ${INSIDE}
SHALL | there are no credentials | ${INSIDE}
TEXT | a server of NULL asks the handler before it lets a peer in | null/5.33

§ 27 The PLAIN Mechanism
SHALL | the mechanism is PLAIN | ${INSIDE}
SHALL | the credentials are user name and password | plain/11.4 plain/11.6 plain/11.7

§ 27 The CURVE Mechanism
SHALL | the mechanism is CURVE | ${INSIDE}
SHALL | the credentials are the peer's long-term key | ${INSIDE}; that it is the peer's: curve/13.16

§ 27 Example of NULL Authentication
SHALL NOT | a server with a REQ sends the empty frame | ${INSIDE}
SHALL | a server with a DEALER does | ${INSIDE}
SHALL NOT | a handler with a REP gets or sends it | ${HANDLER}
SHALL | a handler with a ROUTER gets and sends it, and a routing id before it | ${HANDLER}
`
