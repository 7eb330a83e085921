// What RFC 24 (PLAIN), RFC 25 (CURVE) and RFC 26 (CurveZMQ) ask for; the form stands in read.ts.

const MEMORY = '? what a process keeps in its memory or on disk is not seen from outside'
const NUMBERS = '? nobody waits for 2^64 commands'

export const MECHANISMS = `
§ 24 Goals
SHOULD NOT | PLAIN is used in public without security below it | - for those who run it

§ 24 Implementation
MAY | the client sends messages after the READY of the server | plain/11.1 plain/11.12 plain/12.2
MAY | the server sends messages right after its READY | plain/11.1
TEXT | as-server tells which peer is client and which server | greeting/1.6 plain/11.19
TEXT | the client begins with HELLO, once the mechanism is known to be the same | plain/12.1 plain/11.3 plain/11.10 mechanism/4.5
TEXT | the server answers with WELCOME, or it closes | plain/11.2 plain/11.4 plain/11.5
TEXT | the client sends INITIATE, which the server parses and checks; it answers with READY | plain/12.3 plain/11.12 plain/11.14
ABNF | HELLO is a name and a password, each with a length of one octet, and no more | plain/11.6 plain/11.7 plain/11.8 plain/11.9 plain/11.18
ABNF | WELCOME is empty | plain/11.2 plain/12.4
ABNF | each command comes in its turn, once, and from its side | plain/11.10 plain/11.11 plain/11.15 plain/11.17 plain/12.2 plain/12.5

§ 25 Implementation
TEXT | as-server tells which peer is client and which server | greeting/1.6
TEXT | CURVE begins with HELLO from the client and goes on as RFC 26 has it | mechanism/4.5 curve/13.1 curve/14.1

§ 26 High-level Grammar
ABNF | each command comes in its turn, once, and from its side | curve/13.10 curve/14.9 curve/14.10

§ 26 General Design
MAY | a client that was cut off comes back after a while | curve/14.12
SHALL | a server that rejects a client in so many words sends ERROR | curve/13.30
SHALL NOT | the client comes back with the same credentials after that | curve/14.11
SHALL NOT | a client sends ERROR | curve/14.14 curve/13.31
MUST | a client knows the server's key beforehand | curve/14.13
MAY | a server knows its clients' keys | curve/13.30
MAY | it tells clients apart by them | curve/13.30

§ 26 The HELLO Command
SHALL | the client begins with HELLO | curve/14.1
SHALL | HELLO has 200 octets | curve/13.5 curve/14.1
SHALL | its version is 1, 0 | curve/13.6 curve/14.1
SHALL | its padding is zero | curve/13.7 curve/14.1
SHALL | the client has a key pair for each connection | curve/14.2
SHALL | it throws that away with the connection | ${MEMORY}
MUST NOT | it stores or shares its secret key | ${MEMORY}
SHALL | the nonce of HELLO begins with CurveZMQHELLO--- | curve/13.1 curve/14.1
SHALL | its box holds 64 zeros, from C' to S | curve/13.8 curve/13.9 curve/14.1
SHALL | the server checks all fields | curve/13.5 curve/13.6 curve/13.7 curve/13.8 curve/13.9
SHALL | it rejects a HELLO that is not right, and disconnects | curve/13.5 curve/13.6 curve/13.8 curve/13.10
SHALL | it makes a key pair for each good HELLO | curve/13.32 curve/13.33
SHALL NOT | it keeps that | ${MEMORY}; that it is in the cookie: curve/13.12
SHOULD | it keeps next to nothing of a client before its INITIATE | ? its memory is not seen; that it lives: curve/13.36
SHALL | a client's short nonces count up, and are used once | curve/14.3
SHALL NOT | a client sends more than 2^64-1 commands | ${NUMBERS}
SHALL | the server checks that short nonces count up | curve/13.18 curve/13.20 curve/13.21
SHALL | it disconnects a client that uses one again | curve/13.17 curve/13.19 curve/13.20

§ 26 The WELCOME Command
SHALL | a good HELLO is answered by WELCOME | curve/13.1
SHALL | WELCOME has 168 octets | curve/13.1 curve/14.6
SHALL | its nonce begins with WELCOME- | curve/13.1
SHALL | that nonce is used once with a server's key | curve/13.32
SHALL | the nonce of the cookie begins with COOKIE-- | ? the cookie is opened by the server alone
MUST | the key of a cookie is gone after a short time, or with the INITIATE | ${MEMORY}; that a cookie is good on its link only: curve/13.12
SHALL | every WELCOME has a cookie of its own | curve/13.32 curve/13.33 curve/13.12
SHALL | the client checks all fields | curve/14.6 curve/14.13
SHALL | it disconnects from a server whose WELCOME is not right | curve/14.6 curve/14.13

§ 26 The INITIATE Command
SHALL | a good WELCOME is answered by INITIATE | curve/14.4
SHALL | INITIATE has 257 octets or more | curve/13.13 curve/14.4
SHALL | its nonce begins with CurveZMQINITIATE | curve/14.4 curve/13.2
SHALL | the nonce of the vouch begins with VOUCH--- | curve/14.4 curve/13.2
SHALL | that nonce is used once with a client's key | ? it would take all INITIATEs that the key was ever used for
SHALL | a name has 1 to 255 characters | curve/13.13
SHALL NOT | capital or small letters in names make a difference | curve/13.13 null/5.10
SHALL | a value has 0 to 2^31-1 octets | curve/13.13
SHALL | the size of a value has four octets in network byte order | curve/13.13 curve/14.4
SHALL | the server checks all fields | curve/13.11 curve/13.13 curve/13.14 curve/13.15 curve/13.16
SHALL | it rejects an INITIATE that is not right, and disconnects | curve/13.11 curve/13.13 curve/13.14 curve/13.16
MAY | it judges the client by its long-term key | curve/13.16 curve/13.30
SHALL NOT | it answers one that it does not let in but by closing | curve/13.30
SHALL | it sends READY to one that it lets in | curve/13.2
MAY | MESSAGEs follow at once | curve/13.3

§ 26 The READY Command
SHALL | a good INITIATE is answered by READY | curve/13.2
SHALL | READY has 30 octets or more | curve/13.2 curve/14.7
SHALL | its nonce begins with CurveZMQREADY--- | curve/13.2 curve/14.7
SHALL | the client checks all fields | curve/14.7
SHALL | it disconnects from a server whose READY is not right | curve/14.7
MAY | it checks the properties | curve/14.15
SHALL | if it accepts them it waits for MESSAGEs | curve/13.3 curve/14.5
SHALL | a server's short nonces count up, and are used once | curve/13.3
SHALL NOT | a server sends more than 2^64-1 commands | ${NUMBERS}
SHALL | the client checks that short nonces count up | curve/14.8
SHALL | it disconnects from a server that uses one again | curve/14.8

§ 26 The MESSAGE Command
MAY | the client sends MESSAGEs after the READY | curve/14.5
MAY | the server sends MESSAGEs once it has sent READY | curve/13.3
SHALL | MESSAGE has 33 octets or more | curve/13.22
SHALL | its nonce begins with CurveZMQMESSAGES or CurveZMQMESSAGEC, by its direction | curve/13.3 curve/13.22
MUST | reserved bits in it are zero | curve/13.24
SHALL | the receiver checks all fields | curve/13.22 curve/13.24
SHALL | it rejects a MESSAGE that is not right, and disconnects | curve/13.20 curve/13.22
SHALL NOT | a server answers a bad MESSAGE with ERROR | curve/13.23
TEXT | a bit in it says that more frames follow | curve/13.4 curve/13.28

§ 26 The ERROR Command
SHALL | a server tells a client that it does not let in by ERROR | curve/13.30
MAY | it sends ERROR in other cases of failure | curve/13.30
SHALL | ERROR has 7 octets or more | error/6.7
`
