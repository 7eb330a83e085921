// The part of Node's Buffer that the sockets use, for build/browser.ts: octets with texts and numbers in them. The `buffer`
// package has all of it, and is a fifth of what rawzmq/browser may be.

/** Without Uint8Array's own `from`, which is another. */
const Base = Uint8Array as unknown as {
  new (memory: ArrayBufferLike, offset?: number, length?: number): Uint8Array
  new (length: number): Uint8Array
}

const isLatin1 = (encoding: unknown): boolean => encoding === 'latin1' || encoding === 'binary'

function octetsOf(text: string, encoding: unknown): Uint8Array {
  if (!isLatin1(encoding)) return new TextEncoder().encode(text)
  return Uint8Array.from(text, character => character.charCodeAt(0))
}

/** Octets; `subarray` gives another such view of them. */
export class Buffer extends Base {
  static from(
    value: string | ArrayBufferLike | ArrayLike<number>,
    encodingOrOffset?: string | number,
    length?: number,
  ): Buffer {
    if (isMemory(value)) return new Buffer(value, Number(encodingOrOffset ?? 0), length)
    const octets =
      typeof value === 'string' ? octetsOf(value, encodingOrOffset) : (value as ArrayLike<number>)
    const copy = new Buffer(octets.length)
    copy.set(octets)
    return copy
  }

  static alloc(size: number): Buffer {
    return new Buffer(size)
  }

  static allocUnsafe(size: number): Buffer {
    return new Buffer(size)
  }

  static allocUnsafeSlow(size: number): Buffer {
    return new Buffer(size)
  }

  static byteLength(value: string | ArrayBufferView): number {
    return typeof value === 'string' ? octetsOf(value, 'utf8').length : value.byteLength
  }

  static concat(parts: readonly Uint8Array[]): Buffer {
    let length = 0
    for (const part of parts) length += part.length
    const whole = new Buffer(length)
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }

  static isBuffer(value: unknown): boolean {
    return value instanceof Buffer
  }

  static compare(one: Uint8Array, other: Uint8Array): number {
    const length = Math.min(one.length, other.length)
    let at = 0
    while (at < length && one[at] === other[at]) at++
    const left = at < length ? (one[at] as number) : one.length
    const right = at < length ? (other[at] as number) : other.length
    return Math.sign(left - right)
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && Buffer.compare(this, other) === 0
  }

  copy(target: Uint8Array, targetStart = 0, start = 0, end = this.length): number {
    const room = Math.max(0, target.length - targetStart)
    const part = this.subarray(start, Math.min(end, start + room))
    target.set(part, targetStart)
    return part.length
  }

  override toString(encoding?: string, start = 0, end = this.length): string {
    const part = this.subarray(start, end)
    if (encoding === 'hex') {
      return Array.from(part, octet => octet.toString(16).padStart(2, '0')).join('')
    }
    if (!isLatin1(encoding)) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(part)
    let text = ''
    for (const octet of part) text += String.fromCharCode(octet)
    return text
  }

  write(text: string, offset?: number | string, encoding?: string): number {
    const isPlaced = typeof offset === 'number'
    const octets = octetsOf(text, isPlaced ? encoding : offset)
    return Buffer.prototype.copy.call(octets, this, isPlaced ? offset : 0)
  }
}

/** Also of another kind, or of another page. */
function isMemory(value: unknown): value is ArrayBuffer {
  return /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value))
}

/** A DataView, whose methods are found by name. */
function viewOf(octets: Uint8Array): Record<string, (at: number, ...rest: unknown[]) => unknown> {
  return new DataView(octets.buffer, octets.byteOffset, octets.length) as never
}

const WIDTHS = { UInt16: 2, UInt32: 4, Int32: 4, BigUInt64: 8 } as const

// Node's readUInt16BE and its like, by DataView's getUint16 and its like.
for (const [name, width] of Object.entries(WIDTHS)) {
  for (const order of ['BE', 'LE'] as const) {
    const isLittle = order === 'LE'
    const type = name.replace('UI', 'Ui')
    Object.defineProperties(Buffer.prototype, {
      [`read${name}${order}`]: {
        value(this: Buffer, at = 0) {
          return viewOf(this)[`get${type}`]?.(at, isLittle)
        },
      },
      [`write${name}${order}`]: {
        value(this: Buffer, value: number | bigint, at = 0) {
          viewOf(this)[`set${type}`]?.(at, value, isLittle)
          return at + width
        },
      },
    })
  }
}
