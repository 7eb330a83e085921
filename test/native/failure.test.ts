import t from 'tap'
import { EAGAIN, nativeError } from '../../lib/native/failure.js'
import { loadLibrary } from '../../lib/native/library.js'

const { zmq } = loadLibrary()

t.test('an errno becomes an error with its code and libzmq own text', async t => {
  t.match(nativeError(zmq, 98, 'tcp://127.0.0.1:1'), {
    code: 'EADDRINUSE',
    errno: 98,
    message: 'Address already in use',
    address: 'tcp://127.0.0.1:1',
  })
  t.notOk('address' in nativeError(zmq, 98))
})

t.test('the errors only libzmq has', async t => {
  const codes = { 51: 'EFSM', 52: 'ENOCOMPATPROTO', 53: 'ETERM', 54: 'EMTHREAD' }
  for (const [offset, code] of Object.entries(codes)) {
    const errno = 156384712 + Number(offset)
    t.match(nativeError(zmq, errno), { code, errno, message: /\w+ \w+/ })
  }
})

t.test('a number nobody knows keeps itself', async t => {
  t.match(nativeError(zmq, 9999), { code: 'E9999', errno: 9999 })
})

t.test('EAGAIN is what libzmq says for "not now"', async t => {
  t.equal(nativeError(zmq, EAGAIN).code, 'EAGAIN')
})
