// S. Publish and subscribe, in the catalogue's order.
import type { Case } from '../case.js'
import { cases } from './groups.js'
import { PUBLISH_CASES, SILENT_CASES } from './publish.js'
import { SUBSCRIBE_CASES, SUBSCRIBED_CASES, TOPIC_RUNS } from './subscribe.js'

/** Cases pubsub/19.x. */
export const PUBLISH_SUBSCRIBE_CASES: readonly Case[] = [
  ...SUBSCRIBE_CASES,
  ...PUBLISH_CASES,
  ...SUBSCRIBED_CASES,
  ...cases({ reference: 'RFC 37 §Formal Grammar', level: 'GRAMMAR', needs: ['zmtp3', 'app'] }, [
    {
      id: 'pubsub/19.18',
      title: 'topics of 0, 245, 246 and 300 octets: the command gets long in time',
      sockets: ['PUB', 'XPUB', 'SUB', 'XSUB'],
      runs: TOPIC_RUNS,
    },
  ]),
  ...SILENT_CASES,
]
