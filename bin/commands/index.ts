// The commands there are, in the order of the help. Each is loaded when it is wanted: a run starts five
// processes, and none of them should pay for commands it does not use.
import type { CommandDefinition } from './definition.js'

/** Every command by its name. */
export const COMMANDS: Readonly<Record<string, () => Promise<CommandDefinition>>> = {
  run: async () => (await import('./run.js')).runCommand,
  producer: async () => (await import('./producer.js')).producerCommand,
  consumer: async () => (await import('./consumer.js')).consumerCommand,
  compare: async () => (await import('./compare.js')).compareCommand,
  decode: async () => (await import('./decode.js')).decodeCommand,
  monitor: async () => (await import('./monitor.js')).monitorCommand,
  proxy: async () => (await import('./proxy.js')).proxyCommand,
  conform: async () => (await import('./conform.js')).conformCommand,
  interop: async () => (await import('./interop.js')).interopCommand,
  replay: async () => (await import('./replay.js')).replayCommand,
  'conform-monitor': async () => (await import('./conform-monitor.js')).conformMonitorCommand,
  report: async () => (await import('./report.js')).reportCommand,
  keygen: async () => (await import('./keygen.js')).keygenCommand,
  'zap-check': async () => (await import('./zap-check.js')).zapCheckCommand,
  // one a line
}

/** The command of that name alone; every command where the first word is the name of none. */
export function loadCommands(name: string | undefined): Promise<CommandDefinition[]> {
  const isKnown = name !== undefined && Object.hasOwn(COMMANDS, name)
  const wanted = Object.entries(COMMANDS).filter(([known]) => !isKnown || known === name)
  return Promise.all(wanted.map(([, load]) => load()))
}
