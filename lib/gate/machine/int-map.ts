// A map from whole numbers (0 to 2^30 − 1) to values that is never changed: setting and removing give a
// new map that shares most of the old one, at a cost that grows with the logarithm of the keys. Keys come
// in ascending order. The gate keeps its peers in such maps, so that ten thousand of them cost ten
// thousand times what one does, and every state it ever was in stays what it was.

/** Five bits of the key a level. */
const BITS = 5
const WIDTH = 1 << BITS

/** A level: up to 32 nodes of the level below, or values on the lowest. Plain data. */
type Node = readonly unknown[]

/** A map. Plain data, so that it can be compared and printed. */
export interface IntMap<T> {
  readonly size: number
  /** Levels of `root`. */
  readonly depth: number
  readonly root: Node
  /** Only for the type. */
  readonly valueType?: T
}

const EMPTY: IntMap<never> = { size: 0, depth: 1, root: [] }

/** A map without entries. */
export function emptyMap<T>(): IntMap<T> {
  return EMPTY
}

/** The value of a key. */
export function mapGet<T>({ depth, root }: IntMap<T>, key: number): T | undefined {
  if (key >= capacity(depth)) return undefined
  let node: unknown = root
  for (let level = depth - 1; level >= 0; level--) {
    node = (node as Node | undefined)?.[slot(key, level)]
  }
  return node as T | undefined
}

/** The map with a value put in, or put in the place of another. */
export function mapSet<T>(map: IntMap<T>, key: number, value: T & {}): IntMap<T> {
  let { depth, root } = map
  while (key >= capacity(depth)) {
    root = map.size === 0 ? [] : [root]
    depth++
  }
  const size = mapGet(map, key) === undefined ? map.size + 1 : map.size
  return { size, depth, root: put(root, key, depth - 1, value) }
}

/** The map without a key. */
export function mapDelete<T>(map: IntMap<T>, key: number): IntMap<T> {
  if (mapGet(map, key) === undefined) return map
  if (map.size === 1) return emptyMap()
  const { depth, size } = map
  return { size: size - 1, depth, root: take(map.root, key, depth - 1) ?? [] }
}

/** The value of the least key. */
export function mapFirst<T>({ depth, size, root }: IntMap<T>): T | undefined {
  if (size === 0) return undefined
  let node: unknown = root
  for (let level = depth; level > 0; level--) node = firstChild(node as Node)
  return node as T | undefined
}

/** All values, by ascending key. */
export function mapValues<T>({ depth, root }: IntMap<T>): T[] {
  const values: unknown[] = []
  const visit = (node: Node, level: number): void => {
    for (const child of node) {
      if (child === undefined) continue
      if (level === 0) values.push(child)
      else visit(child as Node, level - 1)
    }
  }
  visit(root, depth - 1)
  return values as T[]
}

function slot(key: number, level: number): number {
  return (key >>> (BITS * level)) & (WIDTH - 1)
}

function capacity(depth: number): number {
  return 2 ** (BITS * depth)
}

function put(node: Node, key: number, level: number, value: unknown): Node {
  const copy = node.slice()
  const index = slot(key, level)
  // Holes would make the node slower, and unlike itself after JSON.
  while (copy.length < index) copy.push(undefined)
  copy[index] =
    level === 0 ? value : put((copy[index] as Node | undefined) ?? [], key, level - 1, value)
  return copy
}

function take(node: Node, key: number, level: number): Node | undefined {
  const copy = node.slice()
  const index = slot(key, level)
  copy[index] = level === 0 ? undefined : take(copy[index] as Node, key, level - 1)
  return firstChild(copy) === undefined ? undefined : copy
}

function firstChild(node: Node): unknown {
  for (const child of node) if (child !== undefined) return child
  return undefined
}
