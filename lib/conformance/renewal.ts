// What an endpoint that does not work costs: a new process is tried as long as that is of use, and where good links
// fail one after the other nobody waits long for what will not come.

/** So many times in vain, one after the other. */
const VAIN_MAX = 3
/** So many runs in a row after which a good link did not work. */
const DEAD_MAX = 5
/** The factor on waits from then on. */
const HASTE = 0.1

/** What one worker knows of its endpoint. */
export class Renewal {
  #vain = 0
  #dead = 0

  /** True while it is worth to do a run again in a new process. */
  get mayHelp(): boolean {
    return this.#vain < VAIN_MAX
  }

  /** The factor on waits. */
  get haste(): number {
    return this.#dead < DEAD_MAX ? 1 : HASTE
  }

  /** Told after each run whether a good link worked. */
  linkWorked(hasWorked: boolean): void {
    this.#dead = hasWorked ? 0 : this.#dead + 1
  }

  /** @param isGood whether the run was well in the new process */
  note(isGood: boolean): void {
    this.#vain = isGood ? 0 : this.#vain + 1
  }
}
