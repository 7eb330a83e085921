// Worker: zeromq.js, libzmq bound to Node.
import * as zeromq from 'zeromq'
import { work } from './shape.js'

await work(zeromq)
