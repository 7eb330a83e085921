// The security of the endpoint under test: the options that give it its part, and the keys and names that are used.
// They are here for everybody to read, and so for nothing but tests.
import type { Capability, Case, Mechanism, Security, SocketOptions } from './case.js'

/** The endpoint's key pair: in Z85 for its options, and its public half as octets. */
export const ENDPOINT_KEYS = {
  publicKey: 'Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID',
  secretKey: 'D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs',
  publicHex: 'bb88471d65e2659b30c55a5321cebb5aab2b70a398645c26dca2b2fcb43fc518',
} as const

/** Ours. */
export const OUR_KEYS = {
  publicKey: 'rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7',
  publicHex: '54fcba24e93249969316fb617c872bb0c1d1ff14800427c594cbfacf1bc2d652',
  secretHex: '8e0bdd697628b91d8f245587ee95c5b04d48963f79259877b49cd9063aead3b7',
} as const

const OPTIONS: Readonly<Record<Security, SocketOptions>> = {
  'PLAIN server': { plainServer: true, zapDomain: 'admin:secret' },
  'PLAIN client': { plainUsername: 'admin', plainPassword: 'secret' },
  'CURVE server': {
    curveServer: true,
    curvePublicKey: ENDPOINT_KEYS.publicKey,
    curveSecretKey: ENDPOINT_KEYS.secretKey,
  },
  'CURVE client': {
    curvePublicKey: ENDPOINT_KEYS.publicKey,
    curveSecretKey: ENDPOINT_KEYS.secretKey,
    curveServerKey: OUR_KEYS.publicKey,
  },
}

/** The socket options that make an endpoint what it is to be. */
export function optionsFor(security: Security | undefined): SocketOptions {
  return security === undefined ? {} : OPTIONS[security]
}

/** What an endpoint must be able to do for that. */
export function needsOf(security: Security | undefined): readonly Capability[] {
  return Object.keys(optionsFor(security)) as Capability[]
}

/** The mechanism's name in the greeting. */
export function mechanismIn(security: Security | undefined): Mechanism {
  if (security === undefined) return 'NULL'
  return security.startsWith('PLAIN') ? 'PLAIN' : 'CURVE'
}

/** The mechanism of a case; of the first run that has one, if its runs differ. */
export function mechanismOf({ security, runs }: Pick<Case, 'security' | 'runs'>): Mechanism {
  return mechanismIn(security ?? runs.find(run => run.security !== undefined)?.security)
}
