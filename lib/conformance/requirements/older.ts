// What RFC 13 (ZMTP 1.0) and RFC 15 (ZMTP 2.0) ask for of one who steps down to them; the form stands in read.ts.

const PATTERN = '- what patterns do with messages is in RFC 28 to 31'

export const OLDER = `
§ 13 The Framing Layer
SHOULD | a length of 1 to 254 is one octet | version/3.13
SHOULD | a frame of length 0 is thrown away without a word | version/3.14
SHALL | a length of 255 and more is FF and eight octets in network byte order | version/3.15
MAY | shorter ones are written so, too | version/3.15
MUST | a message of one frame has no MORE | version/3.13
SHOULD | bits 1 to 7 of the flags are zero | version/3.13

§ 13 The Connection Layer
MAY | each peer sends at any time | version/3.13 version/3.18
SHALL | a greeting is an empty or a named identity | version/3.13
SHOULD NOT | an identity begins with a zero octet | ? no driver gives its socket an identity in ZMTP 1.0
MAY | a peer rejects identities | - what is asked here has none
SHOULD | it is wary of what keeping them costs | ? its memory is not seen from outside
SHALL NOT | the flags of an identity are checked | ? the suite sends 0 only
SHOULD | they are zero | version/3.13

§ 13 Broadcast Content
SHALL | a publisher sends | ${PATTERN}
SHALL NOT | a subscriber sends | ${PATTERN}; and so cannot subscribe: version/3.18
MAY | who receives filters | ${PATTERN}

§ 13 Addressed Content
MAY | any peer sends to any other of a chain | ${PATTERN}
SHOULD | peers use the envelope for that | ${PATTERN}

§ 13 Neutral Content
MAY | either peer sends to the other | ${PATTERN}
MAY | one takes no notice of it | ${PATTERN}

§ 13 Security
MAY | an application has security above it | - for those who write applications

§ 15 Formal Grammar
ABNF | the greeting is the signature, the revision, the socket type and an identity | version/3.8

§ 15 Framing
MUST | a message of one frame has no MORE | version/3.9
MUST | bits 2 to 7 of the flags are zero | version/3.9 version/3.10

§ 15 Socket Compatibility
SHOULD | only socket types that fit are taken | version/3.11
SHOULD | others are disconnected without a word | version/3.11

§ 15 Backwards Interoperability
MUST | the length in the signature has eight octets | greeting/1.8

§ 15 Security
MAY | an application has security above it | - for those who write applications
`
