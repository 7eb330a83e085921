// npm run search -- faults | programs | soak [options]: what hunts for faults for longer than `npm test` may take.
const SEARCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  faults: () => import('../faults/memory/main.js'),
  programs: () => import('./programs/main.js'),
  soak: () => import('../soak/restarts.js'),
}

const [name = ''] = process.argv.splice(2, 1)
const search = SEARCHES[name]
if (search === undefined) {
  console.error(`usage: npm run search -- ${Object.keys(SEARCHES).join(' | ')} [options]`)
  process.exitCode = 2
} else await search()
