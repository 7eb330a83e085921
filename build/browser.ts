// Makes rawzmq/browser: one file of the sockets, for a page. What only Node has is not in it; lib/browser stands there
// instead.
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

/** Modules of lib, and what stands in their place. */
const INSTEAD: Readonly<Record<string, string>> = {
  'transport/stream-transports': 'stream-transports',
  'transport/blocking': 'absent',
  'transport/memory': 'absent',
  'transport/open': 'absent',
  'shared-memory': 'absent',
  'socket/pattern/index': 'patterns',
  'socket/process-end': 'absent',
  'socket/diagnostics': 'absent',
  'socket/threads/hub': 'absent',
  'socket/links/acceptor': 'absent',
  'socket/links/peer-accounts': 'absent',
  'socket/security/zap-client': 'absent',
  'zmtp/greeting-exchange': 'absent',
  'zmtp/z85': 'absent',
  'socket/links/accept-filter': 'absent',
  'socket/links/datagrams': 'absent',
  'socket/links/raw-session': 'absent',
  'socket/security/curve-library': 'absent',
  'socket/security/key-log': 'absent',
  'zmtp/mechanism/curve-client': 'absent',
  'zmtp/mechanism/curve-cookie': 'absent',
  'zmtp/mechanism/curve-server': 'absent',
}

const NODE_MODULES = /^node:(os|events|buffer|net|crypto)$/

/** The file, in a folder that tsc has written `dist/lib` in. @returns its path */
export async function buildBrowser(root: string): Promise<string> {
  const lib = resolve(root, 'dist', 'lib')
  const standIn = (name: string): string => join(lib, 'browser', `${name}.js`)
  const plugin: Plugin = {
    name: 'stand-ins',
    setup({ onResolve }) {
      onResolve({ filter: NODE_MODULES }, () => ({ path: standIn('platform') }))
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const module = join(resolveDir, path)
        const [, name = ''] = /dist\/lib\/(.*)\.js$/.exec(module.replaceAll('\\', '/')) ?? []
        const instead = INSTEAD[name]
        return instead === undefined ? undefined : { path: standIn(instead) }
      })
    },
  }
  const outfile = resolve(root, 'dist', 'browser', 'index.js')
  await build({
    entryPoints: [standIn('index')],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    inject: [standIn('globals')],
    plugins: [plugin],
    legalComments: 'none',
  })
  return outfile
}
