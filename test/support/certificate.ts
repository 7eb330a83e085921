// A certificate for tests, signed with its own key, for rawzmq.test and 127.0.0.1, good from 2020 to 2120: `openssl ca
// -selfsign` with a key of prime256v1 and both names in subjectAltName. It protects nothing.

export const KEY_PEM = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYJq2tyfIjGkBwQZC
od6JDYxXOV8yDqR+ZN1cds5zmIChRANCAATTKqpz7Beka0+ssuRCCitOKaxmnicI
zBB5igBK2zu3MFKeNMb7yDgjz/cMUONgT93oyzViY6pCKNl3TQveC7sv
-----END PRIVATE KEY-----
`

export const CERTIFICATE_PEM = `-----BEGIN CERTIFICATE-----
MIIBbTCCAROgAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtyYXd6bXEu
dGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UE
AwwLcmF3em1xLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATTKqpz7Bek
a0+ssuRCCitOKaxmnicIzBB5igBK2zu3MFKeNMb7yDgjz/cMUONgT93oyzViY6pC
KNl3TQveC7svo1AwTjAcBgNVHREEFTATggtyYXd6bXEudGVzdIcEfwAAATAPBgNV
HRMBAf8EBTADAQH/MB0GA1UdDgQWBBQVqTAkdkpO8qESJMaRGkE9VWaVbzAKBggq
hkjOPQQDAgNIADBFAiEAgpLRbyLjTI8tJXHOpgcrcemJgwIF0yC4isEZM5DQJakC
IESL19K+v7DJaPj89Fe74shVA5aKf4xQ2ZiIRviqiufn
-----END CERTIFICATE-----
`
