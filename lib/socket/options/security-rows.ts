// The options about security. As in libzmq the last that is set decides on the mechanism and on this side's role;
// what was set for another mechanism is kept.
import type { OptionValue } from '../../engine.js'
import { decodeZ85 } from '../../zmtp/z85.js'
import { requireCurve } from '../security/curve-library.js'
import type { OptionRow } from './option-row.js'

/** zeromq.js names the mechanism where libzmq numbers it (ZMQ_MECHANISM). */
const MECHANISM_NAMES = [null, 'plain', 'curve', 'gssapi'] as const

/** Mechanisms by libzmq's number. */
export const MECHANISMS = { NULL: 0, PLAIN: 1, CURVE: 2 } as const

/** RFC 27 and RFC 24 have fields of at most 255 octets. */
const FIELD_MAX = 255
const KEY_LENGTH = 32
const Z85_LENGTH = 40

const isField = (value: OptionValue): boolean => Buffer.byteLength(String(value)) <= FIELD_MAX

/** Both options say whether we are the server; which of them shows it is decided by the mechanism. */
const role = (isServer: OptionValue) => ({ plainServer: isServer, curveServer: isServer })

const plainField = {
  value: null,
  isSecret: true,
  isValid: value => value === null || isField(value),
  // Null turns PLAIN off, and the field stays as it was.
  derive: (value, before) => value ?? before,
  implies: value =>
    value === null
      ? { securityMechanism: MECHANISMS.NULL }
      : { ...role(false), securityMechanism: MECHANISMS.PLAIN },
} as const satisfies Partial<OptionRow>

const curveKey = {
  value: null,
  isSecret: true,
  access: 'write',
  isValid: value => readKey(value) !== undefined,
  derive: value => readKey(value) as Buffer,
  implies: () => ({ securityMechanism: MECHANISMS.CURVE }),
} as const satisfies Partial<OptionRow>

/** The options about security, by zeromq.js's name. */
export const SECURITY_ROWS = {
  securityMechanism: {
    zmq: 'MECHANISM',
    value: MECHANISMS.NULL as number,
    access: 'read',
    show: value => MECHANISM_NAMES[Number(value)],
  },
  plainServer: {
    zmq: 'PLAIN_SERVER',
    value: false,
    read: values => values.plainServer === true && values.securityMechanism === MECHANISMS.PLAIN,
    implies: value => ({
      ...role(value),
      securityMechanism: value === true ? MECHANISMS.PLAIN : MECHANISMS.NULL,
    }),
  },
  plainUsername: { zmq: 'PLAIN_USERNAME', ...plainField },
  plainPassword: { zmq: 'PLAIN_PASSWORD', ...plainField },
  curveServer: {
    zmq: 'CURVE_SERVER',
    value: false,
    isValid: () => requireCurve(),
    read: values => values.curveServer === true && values.securityMechanism === MECHANISMS.CURVE,
    implies: value => ({
      ...role(value),
      securityMechanism: value === true ? MECHANISMS.CURVE : MECHANISMS.NULL,
    }),
  },
  curvePublicKey: { zmq: 'CURVE_PUBLICKEY', ...curveKey },
  curveSecretKey: { zmq: 'CURVE_SECRETKEY', ...curveKey },
  curveServerKey: {
    zmq: 'CURVE_SERVERKEY',
    ...curveKey,
    implies: () => ({ ...role(false), securityMechanism: MECHANISMS.CURVE }),
  },
  zapDomain: {
    zmq: 'ZAP_DOMAIN',
    value: null,
    isValid: value => value !== null && isField(value),
  },
  zapEnforceDomain: { zmq: 'ZAP_ENFORCE_DOMAIN', value: false },
} as const satisfies Record<string, OptionRow>

/** A key as zmq_setsockopt takes it: 32 octets, or 40 characters of Z85, perhaps with a NUL behind them. */
function readKey(value: OptionValue): Buffer | undefined {
  if (!(value instanceof Uint8Array) || !requireCurve()) return undefined
  if (value.length === KEY_LENGTH) return Buffer.from(value)
  const { buffer, byteOffset, length } = value
  const text = Buffer.from(buffer, byteOffset, length).toString('latin1')
  const isText = text.length === Z85_LENGTH || text.indexOf('\0') === Z85_LENGTH
  return isText && text.length <= Z85_LENGTH + 1 ? decodeZ85(text.slice(0, Z85_LENGTH)) : undefined
}
