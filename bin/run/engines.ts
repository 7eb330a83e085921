// Engines by name. Each is loaded when it is wanted: a consumer of ours need not load libzmq.
import type { Engine, EngineName } from '../../lib/engine.js'

/**
 * A new engine.
 *
 * @throws NativeUnavailableError where the native one cannot run
 */
export async function openEngine(name: EngineName): Promise<Engine> {
  if (name === 'native') {
    const { nativeEngine } = await import('../../lib/native/engine.js')
    return nativeEngine()
  }
  const { typescriptEngine } = await import('../../lib/socket/engine.js')
  return typescriptEngine()
}

/** Which libzmq an engine is, or whose behaviour it has, for people. */
export function describeEngine(name: EngineName, version: string): string {
  return name === 'native' ? `libzmq ${version}` : `ours (as libzmq ${version})`
}
