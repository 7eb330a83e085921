// Whether a new process of the endpoint makes good what went wrong in a run: tried as long as it is of use. An
// endpoint that does not work in a new process either is not asked everything twice.

/** So many times in vain, one after the other. */
const VAIN_MAX = 3

/** What one worker knows of its endpoint. */
export class Renewal {
  #vain = 0

  /** True while it is worth to do a run again in a new process. */
  get mayHelp(): boolean {
    return this.#vain < VAIN_MAX
  }

  /** @param isGood whether the run was well in the new process */
  note(isGood: boolean): void {
    this.#vain = isGood ? 0 : this.#vain + 1
  }
}
