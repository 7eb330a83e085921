// What happens to engines that are still open when the process ends: their threads are ended before
// it does, and nothing of theirs keeps it from ending.

/** An engine, as the end of the process sees it. */
export interface EndsWithProcess {
  endWithProcess(exitCode: number): void
}

const engines = new Set<EndsWithProcess>()

function onExit(exitCode: number): void {
  for (const engine of engines) engine.endWithProcess(exitCode)
}

/** Counts an engine among those that are open. */
export function enterProcess(engine: EndsWithProcess): void {
  if (engines.size === 0) process.on('exit', onExit)
  engines.add(engine)
}

/** Says that nothing of an engine is left. */
export function leaveProcess(engine: EndsWithProcess): void {
  engines.delete(engine)
  if (engines.size === 0) process.off('exit', onExit)
}
