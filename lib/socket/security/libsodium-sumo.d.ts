// The package has no types of its own: the part of it that is used here.
declare module 'libsodium-sumo' {
  import type { SodiumFunctions } from '../../zmtp/mechanism/curve-sodium.js'
  /** Makes an instance, with memory of its own. */
  const makeSodium: () => Promise<SodiumFunctions>
  export default makeSodium
}
