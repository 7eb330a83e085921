// A raw peer that can stop reading, so that what is sent to it stays where it is, and that knows only whether
// a certain text has come.
import type { Socket } from 'node:net'
import { hex } from '../../lib/raw/hex.js'
import { NULL_GREETING } from './bytes.js'

/** More than a greeting, less than a greeting with a READY. */
const GREETING_LENGTH = NULL_GREETING.length

const byte = (value: number): string => value.toString(16).padStart(2, '0')
const property = (name: string, value: string): string =>
  `${byte(name.length)} "${name}" 000000${byte(value.length)} "${value}"`

/** A peer that is deaf while it is paused. */
export class DeafPeer {
  readonly #socket: Socket
  readonly #wanted: string
  #tail = Buffer.alloc(0)
  #received = 0
  /** The other side has ended the connection, and this one has read all before. */
  hasEnded = false
  /** The text has come. */
  hasWanted = false

  /** @param wanted the text to look for in what comes */
  constructor(socket: Socket, wanted: string) {
    this.#socket = socket
    this.#wanted = wanted
    const ended = (): void => void (this.hasEnded = true)
    socket.on('end', ended).on('error', ended).on('close', ended)
    socket.on('data', chunk => this.#look(chunk))
    socket.resume()
  }

  /** The other side has shown who it is: before that libzmq takes no message. */
  get isGreeted(): boolean {
    return this.#received > GREETING_LENGTH
  }

  /** Greets with NULL and says who it is. */
  hello(type: string, identity: string): void {
    const body = `05 "READY" ${property('Socket-Type', type)} ${property('Identity', identity)}`
    this.#socket.write(NULL_GREETING)
    this.send(`04 ${byte(hex(body).length)} ${body}`)
  }

  /** Sends octets in the hex language. */
  send(text: string): void {
    this.#socket.write(hex(text))
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Ends its half. */
  end(): void {
    this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #look(chunk: Buffer): void {
    this.#received += chunk.length
    const text = Buffer.concat([this.#tail, chunk])
    this.hasWanted ||= text.includes(this.#wanted)
    this.#tail = Buffer.from(text.subarray(-this.#wanted.length))
  }
}
