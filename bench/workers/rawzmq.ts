// Worker: this package.
import * as rawzmq from '../../lib/index.js'
import { work } from './shape.js'

await work(rawzmq)
