// Every scenario, in the order of their names.
import type { Scenario } from '../scenario.js'
import { scenario as acceptFilter } from './accept-filter.js'
import { scenario as acceptFilterPasses } from './accept-filter-passes.js'
import { scenario as bindAgain } from './bind-again.js'
import { scenario as bindInUse } from './bind-in-use.js'
import { scenario as bindInprocInUse } from './bind-inproc-in-use.js'
import { scenario as bindInterface } from './bind-interface.js'
import { scenario as bindIpcAbstract } from './bind-ipc-abstract.js'
import { scenario as bindIpcFileGone } from './bind-ipc-file-gone.js'
import { scenario as bindIpcNoFolder } from './bind-ipc-no-folder.js'
import { scenario as bindIpcTakesOver } from './bind-ipc-takes-over.js'
import { scenario as bindIpcTooLong } from './bind-ipc-too-long.js'
import { scenario as bindIpcWildcard } from './bind-ipc-wildcard.js'
import { scenario as bindIpcWildcardGone } from './bind-ipc-wildcard-gone.js'
import { scenario as bindIpv6 } from './bind-ipv6.js'
import { scenario as bindIpv6WithoutOption } from './bind-ipv6-without-option.js'
import { scenario as bindLocalhost } from './bind-localhost.js'
import { scenario as bindNoPort } from './bind-no-port.js'
import { scenario as bindNotAvailable } from './bind-not-available.js'
import { scenario as bindPortWraps } from './bind-port-wraps.js'
import { scenario as bindPortZero } from './bind-port-zero.js'
import { scenario as bindRefusedTexts } from './bind-refused-texts.js'
import { scenario as bindTwoListeners } from './bind-two-listeners.js'
import { scenario as bindUnknownInterface } from './bind-unknown-interface.js'
import { scenario as bindWildcardHost } from './bind-wildcard-host.js'
import { scenario as bindWildcardIpv6 } from './bind-wildcard-ipv6.js'
import { scenario as bindWildcardPort } from './bind-wildcard-port.js'
import { scenario as closeBound } from './close-bound.js'
import { scenario as closeInHandshake } from './close-in-handshake.js'
import { scenario as closeInHandshakeUs } from './close-in-handshake-us.js'
import { scenario as closeLingerConnected } from './close-linger-connected.js'
import { scenario as closeLingerEnds } from './close-linger-ends.js'
import { scenario as closeLingerZero } from './close-linger-zero.js'
import { scenario as closeLingers } from './close-lingers.js'
import { scenario as closeManyListeners } from './close-many-listeners.js'
import { scenario as closeUnanswered } from './close-unanswered.js'
import { scenario as closeUnused } from './close-unused.js'
import { scenario as closeWaiting } from './close-waiting.js'
import { scenario as commandEmpty } from './command-empty.js'
import { scenario as commandUnexpected } from './command-unexpected.js'
import { scenario as commandUnexpectedUs } from './command-unexpected-us.js'
import { scenario as commandUnknownLater } from './command-unknown-later.js'
import { scenario as connectEmptyName } from './connect-empty-name.js'
import { scenario as connectFirst } from './connect-first.js'
import { scenario as connectImmediate } from './connect-immediate.js'
import { scenario as connectIpcTooLong } from './connect-ipc-too-long.js'
import { scenario as connectIpv6WithoutOption } from './connect-ipv6-without-option.js'
import { scenario as connectName } from './connect-name.js'
import { scenario as connectNameRefused } from './connect-name-refused.js'
import { scenario as connectRefusedTexts } from './connect-refused-texts.js'
import { scenario as connectSource } from './connect-source.js'
import { scenario as connectTwice } from './connect-twice.js'
import { scenario as connectUnanswered } from './connect-unanswered.js'
import { scenario as disconnect } from './disconnect.js'
import { scenario as disconnectLingers } from './disconnect-lingers.js'
import { scenario as disconnectUnanswered } from './disconnect-unanswered.js'
import { scenario as disconnectUnknown } from './disconnect-unknown.js'
import { scenario as disconnectWaiting } from './disconnect-waiting.js'
import { scenario as endBeforeGreeting } from './end-before-greeting.js'
import { scenario as endBeforeGreetingUs } from './end-before-greeting-us.js'
import { scenario as endBeforeReady } from './end-before-ready.js'
import { scenario as endBeforeReadyUs } from './end-before-ready-us.js'
import { scenario as endInGreeting } from './end-in-greeting.js'
import { scenario as error300 } from './error-300.js'
import { scenario as error400 } from './error-400.js'
import { scenario as error400Us } from './error-400-us.js'
import { scenario as error500 } from './error-500.js'
import { scenario as errorBare } from './error-bare.js'
import { scenario as errorEarly } from './error-early.js'
import { scenario as errorLater } from './error-later.js'
import { scenario as errorMalformed } from './error-malformed.js'
import { scenario as errorText } from './error-text.js'
import { scenario as flagsReserved } from './flags-reserved.js'
import { scenario as frameUnallocatable } from './frame-unallocatable.js'
import { scenario as garbageHttp } from './garbage-http.js'
import { scenario as garbageHttpUs } from './garbage-http-us.js'
import { scenario as garbageLongZero } from './garbage-long-zero.js'
import { scenario as garbageText } from './garbage-text.js'
import { scenario as garbageZero } from './garbage-zero.js'
import { scenario as greetingFiller } from './greeting-filler.js'
import { scenario as handshake } from './handshake.js'
import { scenario as handshakeNoTimeout } from './handshake-no-timeout.js'
import { scenario as handshakeOverLimit } from './handshake-over-limit.js'
import { scenario as handshakeTimeout } from './handshake-timeout.js'
import { scenario as handshakeTimeoutHalf } from './handshake-timeout-half.js'
import { scenario as handshakeTimeoutUs } from './handshake-timeout-us.js'
import { scenario as handshakeTrickle } from './handshake-trickle.js'
import { scenario as heartbeatAnswered } from './heartbeat-answered.js'
import { scenario as heartbeatTimeout } from './heartbeat-timeout.js'
import { scenario as heartbeatTimeoutUs } from './heartbeat-timeout-us.js'
import { scenario as heartbeatTtl } from './heartbeat-ttl.js'
import { scenario as inprocSilence } from './inproc-silence.js'
import { scenario as intervalDoubles } from './interval-doubles.js'
import { scenario as intervalMaximumBelow } from './interval-maximum-below.js'
import { scenario as intervalNever } from './interval-never.js'
import { scenario as intervalNeverLost } from './interval-never-lost.js'
import { scenario as intervalRandom } from './interval-random.js'
import { scenario as intervalRestarts } from './interval-restarts.js'
import { scenario as intervalZero } from './interval-zero.js'
import { scenario as intervalZeroLost } from './interval-zero-lost.js'
import { scenario as maskHandshake } from './mask-handshake.js'
import { scenario as maskListening } from './mask-listening.js'
import { scenario as maskStopped } from './mask-stopped.js'
import { scenario as mechanismPlain } from './mechanism-plain.js'
import { scenario as mechanismSuffix } from './mechanism-suffix.js'
import { scenario as mechanismUnknown } from './mechanism-unknown.js'
import { scenario as mechanismUnknownUs } from './mechanism-unknown-us.js'
import { scenario as messageAtLimit } from './message-at-limit.js'
import { scenario as messageFirst } from './message-first.js'
import { scenario as messageTooLarge } from './message-too-large.js'
import { scenario as messageTooLargeUs } from './message-too-large-us.js'
import { scenario as monitorBothVersions } from './monitor-both-versions.js'
import { scenario as monitorErrorInUse } from './monitor-error-in-use.js'
import { scenario as monitorErrorType } from './monitor-error-type.js'
import { scenario as monitorErrors } from './monitor-errors.js'
import { scenario as monitorLate } from './monitor-late.js'
import { scenario as monitorPush } from './monitor-push.js'
import { scenario as monitorReplaced } from './monitor-replaced.js'
import { scenario as monitorSameName } from './monitor-same-name.js'
import { scenario as monitorVersionUnknown } from './monitor-version-unknown.js'
import { scenario as monitorWithoutReader } from './monitor-without-reader.js'
import { scenario as pair } from './pair.js'
import { scenario as pairNext } from './pair-next.js'
import { scenario as pairSecond } from './pair-second.js'
import { scenario as pairSecondSends } from './pair-second-sends.js'
import { scenario as peerBack } from './peer-back.js'
import { scenario as peerCloses } from './peer-closes.js'
import { scenario as peerEnds } from './peer-ends.js'
import { scenario as peerEndsUs } from './peer-ends-us.js'
import { scenario as peerKilled } from './peer-killed.js'
import { scenario as peerKilledInHandshake } from './peer-killed-in-handshake.js'
import { scenario as peerKilledUs } from './peer-killed-us.js'
import { scenario as peerResets } from './peer-resets.js'
import { scenario as peerResetsUs } from './peer-resets-us.js'
import { scenario as pingMalformed } from './ping-malformed.js'
import { scenario as readyAndMore } from './ready-and-more.js'
import { scenario as readyAsMessage } from './ready-as-message.js'
import { scenario as readyEmpty } from './ready-empty.js'
import { scenario as readyExtra } from './ready-extra.js'
import { scenario as readyStray } from './ready-stray.js'
import { scenario as readyTooLarge } from './ready-too-large.js'
import { scenario as readyTruncated } from './ready-truncated.js'
import { scenario as readyTruncatedUs } from './ready-truncated-us.js'
import { scenario as readyTwice } from './ready-twice.js'
import { scenario as receiverFull } from './receiver-full.js'
import { scenario as reconnectStopHandshake } from './reconnect-stop-handshake.js'
import { scenario as reconnectStopHandshakeEnd } from './reconnect-stop-handshake-end.js'
import { scenario as reconnectStopLost } from './reconnect-stop-lost.js'
import { scenario as reconnectStopRefused } from './reconnect-stop-refused.js'
import { scenario as reconnectStopRefusedIpc } from './reconnect-stop-refused-ipc.js'
import { scenario as refused } from './refused.js'
import { scenario as resetBeforeReady } from './reset-before-ready.js'
import { scenario as resetBeforeReadyUs } from './reset-before-ready-us.js'
import { scenario as resetInGreeting } from './reset-in-greeting.js'
import { scenario as revisionNine } from './revision-nine.js'
import { scenario as revisionTwo } from './revision-two.js'
import { scenario as threePeers } from './three-peers.js'
import { scenario as unbind } from './unbind.js'
import { scenario as unbindInHandshake } from './unbind-in-handshake.js'
import { scenario as unbindUnknown } from './unbind-unknown.js'
import { scenario as wrongType } from './wrong-type.js'
import { scenario as wrongTypeLowerCase } from './wrong-type-lower-case.js'
import { scenario as wrongTypeUs } from './wrong-type-us.js'
import { scenario as zmtp1 } from './zmtp1.js'
import { scenario as zmtp1Us } from './zmtp1-us.js'
import { scenario as zmtp1Versioned } from './zmtp1-versioned.js'
import { scenario as zmtp1ZeroLater } from './zmtp1-zero-later.js'
import { scenario as zmtp2 } from './zmtp2.js'
import { scenario as zmtp2Half } from './zmtp2-half.js'
import { scenario as zmtp2Receives } from './zmtp2-receives.js'
import { scenario as zmtp2Resets } from './zmtp2-resets.js'
import { scenario as zmtp2Stays } from './zmtp2-stays.js'
import { scenario as zmtp2TooLarge } from './zmtp2-too-large.js'
import { scenario as zmtp2Unbound } from './zmtp2-unbound.js'
import { scenario as zmtp2Us } from './zmtp2-us.js'
import { scenario as zmtp2WrongType } from './zmtp2-wrong-type.js'

/** All scenarios. */
export const SCENARIOS: readonly Scenario[] = [
  acceptFilter,
  acceptFilterPasses,
  bindAgain,
  bindInUse,
  bindInprocInUse,
  bindInterface,
  bindIpcAbstract,
  bindIpcFileGone,
  bindIpcNoFolder,
  bindIpcTakesOver,
  bindIpcTooLong,
  bindIpcWildcard,
  bindIpcWildcardGone,
  bindIpv6,
  bindIpv6WithoutOption,
  bindLocalhost,
  bindNoPort,
  bindNotAvailable,
  bindPortWraps,
  bindPortZero,
  bindRefusedTexts,
  bindTwoListeners,
  bindUnknownInterface,
  bindWildcardHost,
  bindWildcardIpv6,
  bindWildcardPort,
  closeBound,
  closeInHandshake,
  closeInHandshakeUs,
  closeLingerConnected,
  closeLingerEnds,
  closeLingerZero,
  closeLingers,
  closeManyListeners,
  closeUnanswered,
  closeUnused,
  closeWaiting,
  commandEmpty,
  commandUnexpected,
  commandUnexpectedUs,
  commandUnknownLater,
  connectEmptyName,
  connectFirst,
  connectImmediate,
  connectIpcTooLong,
  connectIpv6WithoutOption,
  connectName,
  connectNameRefused,
  connectRefusedTexts,
  connectSource,
  connectTwice,
  connectUnanswered,
  disconnect,
  disconnectLingers,
  disconnectUnanswered,
  disconnectUnknown,
  disconnectWaiting,
  endBeforeGreeting,
  endBeforeGreetingUs,
  endBeforeReady,
  endBeforeReadyUs,
  endInGreeting,
  error300,
  error400,
  error400Us,
  error500,
  errorBare,
  errorEarly,
  errorLater,
  errorMalformed,
  errorText,
  flagsReserved,
  frameUnallocatable,
  garbageHttp,
  garbageHttpUs,
  garbageLongZero,
  garbageText,
  garbageZero,
  greetingFiller,
  handshake,
  handshakeNoTimeout,
  handshakeOverLimit,
  handshakeTimeout,
  handshakeTimeoutHalf,
  handshakeTimeoutUs,
  handshakeTrickle,
  heartbeatAnswered,
  heartbeatTimeout,
  heartbeatTimeoutUs,
  heartbeatTtl,
  inprocSilence,
  intervalDoubles,
  intervalMaximumBelow,
  intervalNever,
  intervalNeverLost,
  intervalRandom,
  intervalRestarts,
  intervalZero,
  intervalZeroLost,
  maskHandshake,
  maskListening,
  maskStopped,
  mechanismPlain,
  mechanismSuffix,
  mechanismUnknown,
  mechanismUnknownUs,
  messageAtLimit,
  messageFirst,
  messageTooLarge,
  messageTooLargeUs,
  monitorBothVersions,
  monitorErrorInUse,
  monitorErrorType,
  monitorErrors,
  monitorLate,
  monitorPush,
  monitorReplaced,
  monitorSameName,
  monitorVersionUnknown,
  monitorWithoutReader,
  pair,
  pairNext,
  pairSecond,
  pairSecondSends,
  peerBack,
  peerCloses,
  peerEnds,
  peerEndsUs,
  peerKilled,
  peerKilledInHandshake,
  peerKilledUs,
  peerResets,
  peerResetsUs,
  pingMalformed,
  readyAndMore,
  readyAsMessage,
  readyEmpty,
  readyExtra,
  readyStray,
  readyTooLarge,
  readyTruncated,
  readyTruncatedUs,
  readyTwice,
  receiverFull,
  reconnectStopHandshake,
  reconnectStopHandshakeEnd,
  reconnectStopLost,
  reconnectStopRefused,
  reconnectStopRefusedIpc,
  refused,
  resetBeforeReady,
  resetBeforeReadyUs,
  resetInGreeting,
  revisionNine,
  revisionTwo,
  threePeers,
  unbind,
  unbindInHandshake,
  unbindUnknown,
  wrongType,
  wrongTypeLowerCase,
  wrongTypeUs,
  zmtp1,
  zmtp1Us,
  zmtp1Versioned,
  zmtp1ZeroLater,
  zmtp2,
  zmtp2Half,
  zmtp2Receives,
  zmtp2Resets,
  zmtp2Stays,
  zmtp2TooLarge,
  zmtp2Unbound,
  zmtp2Us,
  zmtp2WrongType,
]
