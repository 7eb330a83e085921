// What require() and a default import give of the entries that zeromq.js has, too: one plain object of an entry's
// names, as its CommonJS packages are. A namespace of modules would have the name `default` besides.

/** The names as an object, which is also its own `default`, unseen: compilers that rewrite a default import ask for it. */
export function namesObject<N extends object>(names: N): N {
  const object = { ...names }
  return Object.defineProperties(object, {
    default: { value: object },
    __esModule: { value: true },
  })
}
