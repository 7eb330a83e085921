import t from 'tap'
import { COOKIE_KEY_MS, CookieKeys } from '../../../lib/zmtp/mechanism/curve-cookie.js'
import { curveBox } from '../../support/curve.js'

t.test('a cookie brings back what was sealed, as long as its key is there', async t => {
  let now = 0
  const keys = new CookieKeys(curveBox, () => now)
  const session = curveBox.secret()
  const clientKey = Buffer.alloc(32, 5)
  const { cookie, mark } = keys.seal({ clientKey, session })
  t.equal(cookie.length, 96)
  const check = (): void => {
    const state = keys.open(cookie, mark)
    t.same(state?.clientKey, clientKey)
    t.same(state?.session.octets, session.octets)
    t.same(state?.session.publicKey, session.publicKey)
  }
  check()
  now = COOKIE_KEY_MS
  check()
  now = 2 * COOKIE_KEY_MS - 1
  check()
  now = 2 * COOKIE_KEY_MS
  t.equal(keys.open(cookie, mark), undefined)
})

t.test('long silence makes all old cookies void at once', async t => {
  let now = 0
  const keys = new CookieKeys(curveBox, () => now)
  const { cookie, mark } = keys.seal({ clientKey: Buffer.alloc(32), session: curveBox.secret() })
  now = 2 * COOKIE_KEY_MS
  t.equal(keys.open(cookie, mark), undefined)
})

t.test('a cookie is of one connection, one server, and whole', async t => {
  const keys = new CookieKeys(curveBox, () => 0)
  const state = { clientKey: Buffer.alloc(32), session: curveBox.secret() }
  const [one, other] = [keys.seal(state), keys.seal(state)]
  t.notSame(one.cookie, other.cookie)
  t.notSame(one.cookie.subarray(16), other.cookie.subarray(16))
  t.equal(keys.open(one.cookie, other.mark), undefined)
  t.equal(new CookieKeys(curveBox, () => 0).open(one.cookie, one.mark), undefined)
  for (let at = 0; at < 96; at++) {
    const forged = Buffer.from(one.cookie)
    forged[at] = (forged[at] as number) ^ 1
    if (keys.open(forged, one.mark) !== undefined) t.fail(`octet ${at}`)
  }
  keys.forget()
  t.equal(keys.open(one.cookie, one.mark), undefined)
})
