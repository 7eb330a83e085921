// npm run search -- faults | flood | handshakes | programs | security | soak [options]: what hunts for faults for longer than `npm test` may take.
const SEARCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  faults: () => import('../faults/memory/main.js'),
  async flood() {
    const { flood } = await import('./handshakes/flood.js')
    await flood(Number(process.argv[2] ?? 5))
  },
  async handshakes() {
    const { handshakes } = await import('./handshakes/main.js')
    if (!(await handshakes(Number(process.argv[2] ?? 10_000)))) process.exitCode = 1
  },
  programs: () => import('./programs/main.js'),
  security: () => import('./security.js'),
  soak: () => import('../soak/restarts.js'),
}

const [name = ''] = process.argv.splice(2, 1)
const search = SEARCHES[name]
if (search === undefined) {
  console.error(`usage: npm run search -- ${Object.keys(SEARCHES).join(' | ')} [options]`)
  process.exitCode = 2
} else await search()
