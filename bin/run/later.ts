// A promise that somebody else resolves.

/** Something that is still to happen. */
export class Later {
  readonly promise: Promise<void>
  #resolve: () => void = () => {}

  constructor() {
    this.promise = new Promise(resolve => {
      this.#resolve = resolve
    })
  }

  /** It has happened. Once is enough; more does no harm. */
  happen(): void {
    this.#resolve()
  }
}
