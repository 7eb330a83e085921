// Measures which events the monitors of all drivers that are built here tell, and stores it in docs/conformance/monitors.json.
// What is not built or not named keeps what is stored of it. Usage: npm run drivers && npm run monitors [-- NAME …]
import { writeFileSync } from 'node:fs'
import { titleOf } from '../../../bin/conform/all.js'
import { chosen, implementations, isBuilt } from '../../../lib/conformance/drivers/registry.js'
import { measure } from './measure.js'
import { type MonitorRecord, MONITORS, MONITORS_FILE } from './table.js'

const records: Record<string, MonitorRecord> = {}
const names = process.argv.slice(2)
const all = implementations()
const wanted = chosen('NAME', all, names.length === 0 ? undefined : names)
for (const each of all) {
  const isMeasured = wanted.includes(each) && isBuilt(each)
  const record = isMeasured ? await measure(each, titleOf(each)) : MONITORS[each.name]
  if (!isMeasured) console.error(`not built here, or not named: ${each.name}`)
  if (record !== undefined) records[each.name] = record
}
writeFileSync(MONITORS_FILE, `${JSON.stringify(records, undefined, 2)}\n`)
