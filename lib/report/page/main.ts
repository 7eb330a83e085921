/// <reference lib="dom" />
// The page's own script: puts everything together. It is the last of the modules that join.ts joins.
import { startChart } from './chart.js'
import { report } from './data.js'
import { startDetail } from './detail.js'
import { element, make } from './elements.js'
import { applyFilter, startFilter } from './filter.js'
import { startKeys } from './keys.js'
import { startList } from './list.js'
import { startTheme } from './theme.js'

document.title = report.title
element('title').textContent = report.title
element('counts').textContent = report.counts.join(' · ')
element('sources').textContent = report.sources.join('\n')
for (const remark of report.remarks) element('remarks').append(make('li', '', remark))
startTheme()
startFilter()
startList()
startDetail()
startChart()
startKeys()
applyFilter()
