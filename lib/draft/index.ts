// rawzmq/draft: public names, one by one and, as zeromq.js has them, as one object.
import * as names from './names.js'
import { namesObject } from '../names-object.js'

export * from './names.js'
/** All names, for `import draft from 'rawzmq/draft'`. */
const draft: typeof names = namesObject(names)
export default draft
/** @internal What require() gives of a module (Node). Older compilers cannot read such a name. */
export { draft as 'module.exports' }
