// A folder of public keys: each file whose name ends in `.key` lets in one client. It is looked at again when a client
// comes, so that who adds a file or removes one need not tell.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sayAloud } from '../../say-aloud.js'
import { decodeKeyFile } from './key-file.js'

const ENDING = '.key'
/** A folder is not looked at again for so long: clients may come faster than it can be. */
export const FOLDER_AGE_MS = 1000
const FILE_MAX = 65_536

interface Known {
  /** What changes when the file does. */
  readonly stamp: string
  readonly key: string | undefined
}

/** The keys in a folder. */
export class KeyFolder {
  readonly #path: string
  readonly #now: () => number
  #files = new Map<string, Known>()
  #keys: ReadonlySet<string> | undefined
  #since = -Infinity
  #complaint: string | undefined

  /**
   * @param now milliseconds that only grow
   * @throws the system's error if the folder cannot be read
   */
  constructor(path: string, now: () => number) {
    this.#path = path
    this.#now = now
    this.#read()
    this.#since = now()
  }

  /** True if a file has this key (Z85); undefined while the folder cannot be read, when nobody can be told. */
  has(key: string): boolean | undefined {
    const now = this.#now()
    if (now - this.#since >= FOLDER_AGE_MS) {
      this.#since = now
      try {
        this.#read()
        this.#complaint = undefined
      } catch (error) {
        this.#keys = undefined
        this.#complain((error as Error).message)
      }
    }
    return this.#keys?.has(key)
  }

  #read(): void {
    const files = new Map<string, Known>()
    for (const name of readdirSync(this.#path)) {
      if (!name.endsWith(ENDING) || name.startsWith('.')) continue
      const known = this.#file(name)
      if (known !== undefined) files.set(name, known)
    }
    this.#files = files
    this.#keys = new Set([...files.values()].flatMap(({ key }) => key ?? []))
  }

  #file(name: string): Known | undefined {
    const path = join(this.#path, name)
    try {
      // It may have been removed since the folder was read.
      const file = statSync(path, { throwIfNoEntry: false })
      if (file?.isFile() !== true) return undefined
      const stamp = `${file.ino} ${file.size} ${file.mtimeMs} ${file.ctimeMs}`
      const known = this.#files.get(name)
      if (known?.stamp === stamp) return known
      const text = file.size > FILE_MAX ? '' : readFileSync(path, 'utf8')
      const found = decodeKeyFile(text)
      if (found === undefined) sayAloud(`${path} has no public key: it lets nobody in`)
      if (found?.hasSecret === true) {
        sayAloud(`${path} has a secret key, which belongs to its owner alone`)
      }
      return { stamp, key: found?.publicKey }
    } catch (error) {
      // One that cannot be read is as one that is not there: others still count.
      const stamp = `unread ${(error as NodeJS.ErrnoException).code}`
      if (this.#files.get(name)?.stamp !== stamp) {
        sayAloud(`${path} cannot be read: it lets nobody in: ${(error as Error).message}`)
      }
      return { stamp, key: undefined }
    }
  }

  /** Once, until it is right again. */
  #complain(reason: string): void {
    if (this.#complaint === reason) return
    this.#complaint = reason
    sayAloud(`the key folder cannot be read, and nobody is let in by it: ${reason}`)
  }
}
