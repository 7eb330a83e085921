// Who subscribed to what (RFC 29), as a prefix tree whose edges hold whole runs of octets. To find who wants
// a message costs one step for each branching on the way down its first frame, however many topics there
// are. A subscription is counted: who subscribed twice must cancel twice (RFC 37 §Publish-Subscribe).
import { keyOf } from './peer-names.js'

interface Node<Who> {
  parent: Node<Who> | undefined
  /** What leads here from the parent, one character for each octet. */
  label: string
  /** By the first octet of their labels. */
  children: Map<number, Node<Who>> | undefined
  /** Most topics have one subscriber: a Map for each would be the larger part of the tree. */
  who: Who | undefined
  count: number
  others: Map<Who, number> | undefined
}

/** What a change did: to this subscriber's own topics, and to those of all. */
export interface TopicChange {
  /** It had not the topic before; or has it no more. */
  readonly isOwn: boolean
  /** Nobody had the topic before; or nobody has it any more. */
  readonly isAnyones: boolean
}

const UNCHANGED: TopicChange = { isOwn: false, isAnyones: false }

/** Topics and their subscribers. */
export class Topics<Who extends object> {
  readonly #root = newNode<Who>(undefined, '')
  /** Where each subscriber stands in the tree. */
  readonly #places = new Map<Who, Set<Node<Who>>>()
  #size = 0

  /** How many topics there are, each counted once. */
  get size(): number {
    return this.#size
  }

  /** Adds one subscription. */
  add(topic: Uint8Array, who: Who): TopicChange {
    const node = this.#place(keyOf(topic))
    const isAnyones = node.count === 0
    if (node.who === undefined || node.who === who) {
      node.who = who
      node.count++
      if (node.count > 1) return UNCHANGED
    } else {
      node.others ??= new Map()
      const count = node.others.get(who) ?? 0
      node.others.set(who, count + 1)
      if (count > 0) return UNCHANGED
    }
    const places = this.#places.get(who)
    if (places === undefined) this.#places.set(who, new Set([node]))
    else places.add(node)
    if (isAnyones) this.#size++
    return { isOwn: true, isAnyones }
  }

  /** Takes one subscription back; what was never subscribed changes nothing. */
  remove(topic: Uint8Array, who: Who): TopicChange {
    const node = this.#find(keyOf(topic))
    if (node === undefined) return UNCHANGED
    if (node.who === who) {
      if (--node.count > 0) return UNCHANGED
    } else {
      const count = node.others?.get(who)
      if (count === undefined) return UNCHANGED
      if (count > 1) {
        node.others?.set(who, count - 1)
        return UNCHANGED
      }
    }
    this.#places.get(who)?.delete(node)
    return { isOwn: true, isAnyones: this.#leave(node, who) }
  }

  /**
   * Forgets a subscriber.
   *
   * @param told each of its topics, and whether nobody has it any more
   */
  forget(who: Who, told?: (topic: Buffer, isLast: boolean) => void): void {
    const places = this.#places.get(who)
    this.#places.delete(who)
    for (const node of places ?? []) {
      const topic = told && topicOf(node)
      const isLast = this.#leave(node, who)
      if (topic !== undefined) told?.(topic, isLast)
    }
  }

  /** The topics of a subscriber, each once, in the order of their subscription. */
  *of(who: Who): IterableIterator<Buffer> {
    for (const node of this.#places.get(who) ?? []) yield topicOf(node)
  }

  /** Calls `found` for each topic that is a prefix of `start` and each of its subscribers. */
  match(start: Uint8Array, found: (who: Who) => void): void {
    let node: Node<Who> | undefined = this.#root
    let at = 0
    while (node !== undefined) {
      if (node.who !== undefined) found(node.who)
      if (node.others !== undefined) for (const who of node.others.keys()) found(who)
      const child: Node<Who> | undefined = node.children?.get(start[at] as number)
      if (child === undefined || !startsWith(start, at, child.label)) return
      at += child.label.length
      node = child
    }
  }

  /** True if any topic is a prefix of `start`. */
  matches(start: Uint8Array): boolean {
    let isMatch = false
    this.match(start, () => (isMatch = true))
    return isMatch
  }

  /** The node of a topic, made if it is not there. */
  #place(topic: string): Node<Who> {
    let node = this.#root
    let at = 0
    while (at < topic.length) {
      const first = topic.charCodeAt(at)
      const child = node.children?.get(first)
      if (child === undefined) {
        const leaf = newNode(node, topic.slice(at))
        addChild(node, leaf)
        return leaf
      }
      const common = commonLength(topic, at, child.label)
      at += common
      node = common === child.label.length ? child : split(child, common)
    }
    return node
  }

  #find(topic: string): Node<Who> | undefined {
    let node: Node<Who> | undefined = this.#root
    let at = 0
    while (at < topic.length) {
      node = node.children?.get(topic.charCodeAt(at))
      if (node === undefined || !topic.startsWith(node.label, at)) return undefined
      at += node.label.length
    }
    return node
  }

  /** @returns true if nobody is left at the node */
  #leave(node: Node<Who>, who: Who): boolean {
    if (node.who !== who) {
      node.others?.delete(who)
    } else {
      const next = node.others?.entries().next()
      const [heir, count] = next?.done === false ? next.value : [undefined, 0]
      node.who = heir
      node.count = count
      if (heir !== undefined) node.others?.delete(heir)
    }
    if (node.others?.size === 0) node.others = undefined
    if (node.who !== undefined) return false
    this.#size--
    prune(node)
    return true
  }
}

function newNode<Who>(parent: Node<Who> | undefined, label: string): Node<Who> {
  return { parent, label, children: undefined, who: undefined, count: 0, others: undefined }
}

function addChild<Who>(node: Node<Who>, child: Node<Who>): void {
  child.parent = node
  node.children ??= new Map()
  node.children.set(child.label.charCodeAt(0), child)
}

/** Puts a node between a node and its parent, `length` octets down its label. */
function split<Who>(node: Node<Who>, length: number): Node<Who> {
  const parent = node.parent as Node<Who>
  const middle = newNode(parent, node.label.slice(0, length))
  addChild(parent, middle)
  node.label = node.label.slice(length)
  addChild(middle, node)
  return middle
}

/** Takes out a node at which nobody is, and the branchings that are none without it. */
function prune<Who>(node: Node<Who>): void {
  let at = node
  while (at.parent !== undefined && at.who === undefined) {
    const { parent } = at
    const [child, second] = at.children?.values() ?? []
    if (second !== undefined) return
    if (child !== undefined) {
      // The child takes its place: nodes with subscribers are never replaced by others.
      child.label = at.label + child.label
      addChild(parent, child)
      return
    }
    parent.children?.delete(at.label.charCodeAt(0))
    if (parent.children?.size === 0) parent.children = undefined
    at = parent
  }
}

function commonLength(topic: string, at: number, label: string): number {
  let length = 1
  while (length < label.length && topic.charCodeAt(at + length) === label.charCodeAt(length))
    length++
  return length
}

function startsWith(start: Uint8Array, at: number, label: string): boolean {
  if (at + label.length > start.length) return false
  for (let index = 1; index < label.length; index++) {
    if (start[at + index] !== label.charCodeAt(index)) return false
  }
  return true
}

function topicOf<Who>(node: Node<Who>): Buffer {
  let topic = ''
  for (let at: Node<Who> | undefined = node; at !== undefined; at = at.parent)
    topic = at.label + topic
  return Buffer.from(topic, 'latin1')
}
