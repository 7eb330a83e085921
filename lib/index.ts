// rawzmq: public names, one by one and, as zeromq.js has them, as one object.
import * as names from './names.js'
import { namesObject } from './names-object.js'

export * from './names.js'
/** All names, for `import zmq from 'rawzmq'`. */
const zmq: typeof names = namesObject(names)
export default zmq
/** @internal What require() gives of a module (Node). Older compilers cannot read such a name. */
export { zmq as 'module.exports' }
