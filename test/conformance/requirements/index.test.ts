// The manifest against the texts of the RFCs, and against the cases.
import t from 'tap'
import { CASES } from '../../../lib/conformance/cases/index.js'
import { REQUIREMENTS, requirementsOf } from '../../../lib/conformance/requirements/index.js'
import { readManifest, type Requirement } from '../../../lib/conformance/requirements/read.js'
import { isNamed } from '../../../lib/conformance/select.js'

/**
 * How often the key words of RFC 2119 stand in each section of the texts (github.com/zeromq/rfc at 8416923, code blocks
 * and the paragraph that introduces the words left out; of RFC 13 the two sections "Specification" by their layers).
 */
const KEY_WORDS = `
13 The Framing Layer 6
13 The Connection Layer 7
13 Broadcast Content 3
13 Addressed Content 2
13 Neutral Content 2
13 Security 1
15 Framing 2
15 Socket Compatibility 2
15 Backwards Interoperability 1
15 Security 1
23 Version Negotiation 15
23 Topology 3
23 Authentication and Confidentiality 9
23 Error Handling 4
23 Framing 2
23 Commands 1
23 Messages 1
23 The NULL Security Mechanism 12
23 Connection Metadata 7
23 The Socket-Type Property 3
23 The Identity Property 2
23 Socket Semantics 7
23 The Request-Reply Pattern 1
23 The Publish-Subscribe Pattern 8
23 The Pipeline Pattern 1
23 The Exclusive Pair Pattern 1
23 Backwards Interoperability 1
23 Detecting ZMTP 2.0 Peers 1
23 Detecting ZMTP 1.0 and 2.0 Peers 3
23 Wire Analysis of the Connection 5
23 Security Considerations 9
24 Goals 1
24 Implementation 2
26 General Design 7
26 The HELLO Command 18
26 The WELCOME Command 9
26 The INITIATE Command 15
26 The READY Command 11
26 The MESSAGE Command 8
26 The ERROR Command 3
27 Architecture 8
27 Message Format 24
27 Socket Types 4
27 Proxy Handlers 7
27 The NULL Mechanism 2
27 The PLAIN Mechanism 2
27 The CURVE Mechanism 2
27 Example of NULL Authentication 4
28 Goals 1
28 The REQ Socket Type 9
28 The REP Socket Type 12
28 The DEALER Socket Type 17
28 The ROUTER Socket Type 18
29 Goals 1
29 The PUB Socket Type 18
29 The XPUB Socket Type 21
29 The SUB Socket Type 15
29 The XSUB Socket Type 21
30 Goals 1
30 The PUSH Socket Type 15
30 The PULL Socket Type 12
31 Goals 1
31 The PAIR Socket Type 16
37 Version Negotiation 15
37 Topology 3
37 Authentication and Confidentiality 9
37 Error Handling 4
37 Framing 2
37 Commands 1
37 Messages 1
37 The NULL Security Mechanism 14
37 Connection Metadata 8
37 The Socket-Type Property 3
37 The Identity Property 3
37 The Resource Property 3
37 Socket Semantics 7
37 The Request-Reply Pattern 1
37 The Publish-Subscribe Pattern 8
37 The Pipeline Pattern 1
37 The Exclusive Pair Pattern 1
37 The Client-Server Pattern 1
37 The Radio-Dish Pattern 4
37 The Scatter-Gather Pattern 1
37 The Peer-to-Peer Pattern 1
37 The CHANNEL Pattern 1
37 Thread-Safe Socket Types 5
37 Connection Heartbeating 10
37 Backwards Interoperability 1
37 Detecting ZMTP 2.0 Peers 1
37 Detecting ZMTP 1.0 and 2.0 Peers 3
37 Wire Analysis of the Connection 5
37 Security Considerations 9
`

const sorted = (entries: Iterable<readonly [string, number]>) =>
  [...entries].toSorted(([a], [b]) => a.localeCompare(b))
const isKeyWord = ({ level }: Requirement): boolean => level !== 'ABNF' && level !== 'TEXT'
const isOfAnRfc = (level: string): boolean => level !== 'ROBUSTNESS' && level !== 'NONE'

t.test('each key word of each section is there', async t => {
  const counted = KEY_WORDS.trim()
    .split('\n')
    .map(line => /^(\d+) (.*) (\d+)$/.exec(line)?.slice(1) ?? [])
    .map(([rfc, section, count]) => ({ name: `${rfc} ${section}`, count: Number(count) }))
  const told = new Map<string, number>()
  for (const { rfcs, section } of REQUIREMENTS.filter(isKeyWord)) {
    for (const rfc of rfcs) {
      told.set(`${rfc} ${section}`, (told.get(`${rfc} ${section}`) ?? 0) + 1)
    }
  }
  t.strictSame(sorted(told), sorted(counted.map(({ name, count }) => [name, count] as const)))
})

t.test('each has cases that exist, or a reason', async t => {
  for (const { id, cases, reason, status } of REQUIREMENTS) {
    if (status === 'tested') t.ok(cases.length > 0, id)
    else t.ok(reason.length > 10, id)
    for (const name of [...cases, ...(reason.match(/\b[a-z]+\/\d+(\.\d+)?/g) ?? [])]) {
      t.ok(
        CASES.some(each => isNamed(each.id, name)),
        `${id} names ${name}`,
      )
    }
  }
})

t.test('ids are unique', async t => {
  t.equal(new Set(REQUIREMENTS.map(({ id }) => id)).size, REQUIREMENTS.length)
})

t.test(
  'each case that cites an RFC is behind a requirement of a section that it cites',
  async t => {
    for (const subject of CASES) {
      const cited = [...subject.reference.matchAll(/RFC (\d+) §([^,;(]+)/g)].map(
        ([, rfc, section]) => ({ rfc: Number(rfc), section: section?.trim() ?? '' }),
      )
      for (const { rfc, section } of cited) {
        t.ok(
          REQUIREMENTS.some(each => each.rfcs.includes(rfc) && each.section === section),
          `${subject.id}: RFC ${rfc} has a section ${section} that asks for something`,
        )
      }
      if (!isOfAnRfc(subject.level)) continue
      t.ok(
        requirementsOf(subject).some(({ rfcs, section }) =>
          cited.some(each => rfcs.includes(each.rfc) && section === each.section),
        ),
        `${subject.id}: ${subject.reference}`,
      )
    }
  },
)

t.test('no case asks for more than the RFC does', async t => {
  for (const subject of CASES.filter(({ level }) => level === 'MUST' || level === 'SHOULD')) {
    const levels = requirementsOf(subject).map(({ level }) => level)
    const isEnough =
      subject.level === 'MUST' ? /MUST|SHALL|ABNF|TEXT/ : /MUST|SHALL|SHOULD|ABNF|TEXT/
    t.ok(
      levels.some(level => isEnough.test(level)),
      `${subject.id} is ${subject.level}, its requirements ${levels.join(', ')}`,
    )
  }
})

t.test('lines of a manifest', async t => {
  const [first, second, third] = readManifest(
    '§ 23, 37 Framing\nMUST | bits are zero | framing/8.6 null/5\nMAY | a | - for others\nTEXT | b | ? unseen',
  )
  t.strictSame(first, {
    id: '23 Framing 1',
    rfcs: [23, 37],
    section: 'Framing',
    level: 'MUST',
    says: 'bits are zero',
    status: 'tested',
    cases: ['framing/8.6', 'null/5'],
    reason: '',
  })
  t.match(second, { id: '23 Framing 2', status: 'not applicable', reason: 'for others', cases: [] })
  t.match(third, { id: '23 Framing 3', status: 'not testable from outside', reason: 'unseen' })
  for (const text of [
    'MUST | a | framing/8.6',
    '§ 23 Framing\nWANT | a | framing/8.6',
    '§ 23 Framing\nMUST | a',
    '§ 23 Framing\nMUST | | framing/8.6',
  ]) {
    t.throws(() => readManifest(text), /is not LEVEL/)
  }
})
