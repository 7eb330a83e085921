// `rawzmq keygen`: a key pair for CURVE.
import { Command } from 'commander'
import type { KeygenFlags } from '../keygen/keygen.js'
import type { CommandDefinition } from './definition.js'

const EXAMPLES = `
Examples:
  rawzmq keygen
  rawzmq keygen --out server.key_secret --public server.key
  rawzmq keygen --json

A file is in the form that CZMQ and pyzmq read. Where the secret key goes into one, stdout has the public key alone.

Exit code: 0 done; 1 a file cannot be written, or CURVE is not installed; 2 wrong usage, or a file is there already.
`

/** Declares `keygen`. What it does is loaded when it is called. */
export const keygenCommand: CommandDefinition = (terminal, exit) =>
  new Command('keygen')
    .description('make a key pair for CURVE, in Z85')
    .option('--out <file>', 'write the pair to a file of mode 600 (default: to stdout)')
    .option(
      '--public <file>',
      'write the public key to a file, for a folder of keys (default: none)',
    )
    .option('--force', 'write over files that are there (default: refuse)')
    .option('--json', 'the pair as JSON: publicKey and secretKey')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: KeygenFlags) => {
      const { keygen } = await import('../keygen/keygen.js')
      exit(keygen(flags, terminal))
    })
