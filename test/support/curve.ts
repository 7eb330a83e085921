// The cryptography of CURVE for tests.
import { createRequire } from 'node:module'
import { naclBox, type NaclFunctions } from '../../lib/zmtp/mechanism/curve-nacl.js'

const { lowlevel } = createRequire(import.meta.url)('tweetnacl') as { lowlevel: NaclFunctions }

export const curveBox = naclBox(lowlevel)
