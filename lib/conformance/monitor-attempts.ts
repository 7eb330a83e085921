// How far the attempts to reach each endpoint are. Several connects to one endpoint cannot be told apart: they
// are counted. Pure.
import { isNumericHost, tcpPlace } from './monitor-form.js'

/** Attempts to reach one endpoint. */
export interface Attempt {
  /** CONNECT_DELAYED, and not yet what became of it. */
  delayed: number
  /** Failed, and not yet retried. */
  failed: number
  /** Connections lost that may be tried again. */
  lost: number
}

/** The attempts of one socket. */
export class Attempts {
  readonly #byEndpoint = new Map<string, Attempt>()

  /** Those that reach for one endpoint. */
  at(endpoint: string): Attempt {
    let attempt = this.#byEndpoint.get(endpoint)
    if (attempt === undefined) {
      attempt = { delayed: 0, failed: 0, lost: 0 }
      this.#byEndpoint.set(endpoint, attempt)
    }
    return attempt
  }

  clear(): void {
    this.#byEndpoint.clear()
  }

  /** What CONNECT_RETRIED for an endpoint does; undefined if there is nothing to be tried again. */
  retry(endpoint: string): (() => void) | undefined {
    const own = this.at(endpoint)
    if (own.failed > 0) return () => own.failed--
    const lost = [own, ...this.#namesOf(endpoint)].find(attempt => attempt.lost > 0)
    if (lost !== undefined) return () => lost.lost--
    if (!endpoint.startsWith('tcp:')) return undefined
    const place = tcpPlace(endpoint)
    const needsNoResolving = place !== undefined && isNumericHost(place.host)
    return needsNoResolving ? undefined : () => {}
  }

  /** After a loss, attempts show the numeric address of what was connected to by name. */
  *#namesOf(endpoint: string): Generator<Attempt> {
    const numeric = tcpPlace(endpoint)
    if (numeric === undefined || !isNumericHost(numeric.host)) return
    for (const [text, attempt] of this.#byEndpoint) {
      const place = tcpPlace(text)
      const isName =
        place !== undefined && !isNumericHost(place.host) && place.port === numeric.port
      const hasSource = place === undefined && text.endsWith(`:${numeric.port}`)
      if (isName || hasSource) yield attempt
    }
  }
}
