// Completes the package in this folder.
import { completePackage } from './package.js'

await completePackage('.')
