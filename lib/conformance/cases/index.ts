// Every case, in the catalogue's order.
import type { Case } from '../case.js'
import { severityOf } from '../severity.js'
import { COMMAND_CASES } from './command.js'
import { CONNECTION_CASES } from './connections.js'
import { CURVE_CLIENT_CASES } from './curve-client.js'
import { CURVE_SERVER_CASES } from './curve-server.js'
import { CURVE_TRAFFIC_CASES } from './curve-traffic.js'
import { ERROR_CASES } from './error.js'
import { FRAMING_CASES } from './framing.js'
import { FRAMING_MESSAGE_CASES } from './framing-messages.js'
import { GREETING_CASES } from './greeting.js'
import { GREETING_TAKEN_CASES } from './greeting-taken.js'
import { NULL_CASES } from './handshake.js'
import { NULL_ORDER_CASES } from './handshake-order.js'
import { HEARTBEAT_CASES } from './heartbeat.js'
import { HEARTBEAT_LIFE_CASES } from './heartbeat-life.js'
import { MECHANISM_CASES } from './mechanism.js'
import { METADATA_CASES } from './metadata.js'
import { PAIR_CASES } from './pair.js'
import { PLAIN_CLIENT_CASES } from './plain-client.js'
import { PLAIN_SERVER_CASES } from './plain-server.js'
import { PUBLISH_SUBSCRIBE_CASES } from './publish-subscribe.js'
import { PULL_CASES } from './pull.js'
import { PUSH_CASES } from './push.js'
import { REQUEST_REPLY_CASES } from './request-reply.js'
import { QUEUE_CASES } from './queue.js'
import { ROBUST_CASES } from './robust.js'
import { VERSION_CASES } from './version.js'

const ALL: readonly Case[] = [
  ...GREETING_CASES,
  ...GREETING_TAKEN_CASES,
  ...VERSION_CASES,
  ...MECHANISM_CASES,
  ...NULL_CASES,
  ...NULL_ORDER_CASES,
  ...ERROR_CASES,
  ...METADATA_CASES,
  ...FRAMING_CASES,
  ...FRAMING_MESSAGE_CASES,
  ...COMMAND_CASES,
  ...HEARTBEAT_CASES,
  ...HEARTBEAT_LIFE_CASES,
  ...PLAIN_SERVER_CASES,
  ...PLAIN_CLIENT_CASES,
  ...CURVE_SERVER_CASES,
  ...CURVE_TRAFFIC_CASES,
  ...CURVE_CLIENT_CASES,
  ...PUSH_CASES,
  ...PULL_CASES,
  ...PAIR_CASES,
  ...REQUEST_REPLY_CASES,
  ...PUBLISH_SUBSCRIBE_CASES,
  ...CONNECTION_CASES,
  ...ROBUST_CASES,
  ...QUEUE_CASES,
]

/** All cases there are. */
export const CASES: readonly Case[] = ALL.map(each => ({ ...each, severity: severityOf(each) }))
