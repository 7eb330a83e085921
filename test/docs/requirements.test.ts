// docs/requirements.md is what the manifest gives.
import t from 'tap'
import { REQUIREMENTS } from '../../lib/conformance/requirements/index.js'
import {
  requirementCounts,
  requirementTables,
} from '../../lib/conformance/requirements/markdown.js'
import { plain, readPage, sectionOf } from '../support/doc-sections.js'

const sections = {
  counts: requirementCounts(REQUIREMENTS),
  requirements: requirementTables(REQUIREMENTS),
}
const page = await readPage('docs/requirements.md', sections)

for (const [name, content] of Object.entries(sections)) {
  t.test(`${name} is what the manifest gives`, async t => {
    t.equal(
      plain(sectionOf(page, name) ?? ''),
      plain(content),
      'RAWZMQ_WRITE_DOCS=1 writes it anew',
    )
  })
}
