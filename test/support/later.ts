// A promise that somebody else settles (Promise.withResolvers, which Node 20 has not).

/** A promise and what settles it. */
export interface Later<T> {
  readonly promise: Promise<T>
  resolve(value: T): void
  reject(error: Error): void
}

/** A new one. */
export function later<T>(): Later<T> {
  let settle: Pick<Later<T>, 'resolve' | 'reject'> | undefined
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject }
  })
  return {
    promise,
    resolve: value => settle?.resolve(value),
    reject: error => settle?.reject(error),
  }
}
