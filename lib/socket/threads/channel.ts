// A way between threads of the process, by a name that both know: no port need be handed over. It holds no process.
import { BroadcastChannel, receiveMessageOnPort } from 'node:worker_threads'

let open = 0

/** How many there are: the process lists each among what is active, though it holds nothing. */
export function openChannels(): number {
  return open
}

/** One end of it. What is posted is in the other ends' queues at once, in order. */
export class Channel<Words> {
  readonly #channel: BroadcastChannel
  readonly #heard: (words: Words) => void
  #isOpen = true

  /** @param heard is called for each message of the other ends' */
  constructor(name: string, heard: (words: Words) => void) {
    this.#heard = heard
    this.#channel = new BroadcastChannel(name)
    // Its type in Node 20 has no addEventListener.
    // oxlint-disable-next-line unicorn/prefer-add-event-listener
    this.#channel.onmessage = (event: unknown) => {
      if (this.#isOpen) heard((event as { readonly data: Words }).data)
    }
    this.#channel.unref?.()
    open++
  }

  post(words: Words): void {
    if (this.#isOpen) this.#channel.postMessage(words)
  }

  /** Hears now what lies in the queue. */
  drain(): void {
    while (this.#isOpen) {
      const received = receiveMessageOnPort(this.#channel as never) as
        { readonly message: Words } | undefined
      if (received === undefined) return
      this.#heard(received.message)
    }
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    open--
    this.#channel.close()
  }
}
