// What the package has besides what tsc writes.
import { writeOldDeclarations } from './old-declarations.js'

writeOldDeclarations('.', '.')
