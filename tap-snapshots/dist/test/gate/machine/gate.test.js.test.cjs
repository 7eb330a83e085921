/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`dist/test/gate/machine/gate.test.js > TAP > every state has an answer to every input > article: every phase × every input 1`] = `
waiting × bound @50 -> waiting 1 [read]
waiting × sending @50 -> waiting 1 []
waiting × sent @50 -> waiting 1 []
waiting × resent @50 -> waiting 1 []
waiting × work-done @50 -> waiting 1 []
waiting × quit-sent @50 -> waiting 1 []
waiting × tick @50 -> waiting 1 []
waiting × tick @5000 -> failed 1 [stop]
waiting × abort @50 -> failed 1 [stop]
waiting × error @50 -> failed 1 [stop]
waiting × CONNECTED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × LISTENING tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × BIND_FAILED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × ACCEPTED tcp://127.0.0.1:50001 @50 -> open 0 [accepted open]
waiting × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × CLOSED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × DISCONNECTED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × PIPES_STATS tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × UNKNOWN tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × ACCEPTED tcp://127.0.0.1:50003 @50 -> open 0 [accepted open]
waiting × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> waiting 1 [read]
waiting × DISCONNECTED tcp://127.0.0.1:50003 @50 -> waiting 1 [read]
open × bound @50 -> open 0 []
open × sending @50 -> open 0 []
open × sent @50 -> open 0 []
open × resent @50 -> open 0 []
open × work-done @50 -> draining 0 [shut send-quit]
open × quit-sent @50 -> open 0 []
open × tick @50 -> open 0 []
open × tick @5000 -> open 0 []
open × abort @50 -> failed 0 [shut stop]
open × error @50 -> failed 0 [shut stop]
open × CONNECTED tcp://127.0.0.1:50001 @50 -> open 0 []
open × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> open 0 []
open × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> open 0 []
open × LISTENING tcp://127.0.0.1:50001 @50 -> open 0 []
open × BIND_FAILED tcp://127.0.0.1:50001 @50 -> open 0 []
open × ACCEPTED tcp://127.0.0.1:50001 @50 -> open 0 []
open × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> open 0 []
open × CLOSED tcp://127.0.0.1:50001 @50 -> open 0 []
open × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> open 0 []
open × DISCONNECTED tcp://127.0.0.1:50001 @50 -> open 0 []
open × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> open 0 []
open × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> open 0 []
open × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> open 0 []
open × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> open 0 []
open × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> open 0 []
open × PIPES_STATS tcp://127.0.0.1:50001 @50 -> open 0 []
open × UNKNOWN tcp://127.0.0.1:50001 @50 -> open 0 []
open × ACCEPTED tcp://127.0.0.1:50003 @50 -> open 0 []
open × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> open 0 []
open × DISCONNECTED tcp://127.0.0.1:50003 @50 -> open 0 []
draining × bound @50 -> draining 0 []
draining × sending @50 -> draining 0 []
draining × sent @50 -> draining 0 []
draining × resent @50 -> draining 0 []
draining × work-done @50 -> draining 0 []
draining × quit-sent @50 -> draining 0 [read]
draining × tick @50 -> draining 0 []
draining × tick @5000 -> failed 0 [stop]
draining × abort @50 -> failed 0 [stop]
draining × error @50 -> failed 0 [stop]
draining × CONNECTED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × LISTENING tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × BIND_FAILED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × ACCEPTED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × CLOSED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × DISCONNECTED tcp://127.0.0.1:50001 @50 -> draining 1 [send-quit]
draining × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × PIPES_STATS tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × UNKNOWN tcp://127.0.0.1:50001 @50 -> draining 0 [send-quit]
draining × ACCEPTED tcp://127.0.0.1:50003 @50 -> draining 0 [send-quit]
draining × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> draining 0 [send-quit]
draining × DISCONNECTED tcp://127.0.0.1:50003 @50 -> draining 1 [send-quit]
stopped × bound @50 -> stopped 2 []
stopped × sending @50 -> stopped 2 []
stopped × sent @50 -> stopped 2 []
stopped × resent @50 -> stopped 2 []
stopped × work-done @50 -> stopped 2 []
stopped × quit-sent @50 -> stopped 2 []
stopped × tick @50 -> stopped 2 []
stopped × tick @5000 -> stopped 2 []
stopped × abort @50 -> stopped 2 []
stopped × error @50 -> stopped 2 []
stopped × CONNECTED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × LISTENING tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × BIND_FAILED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × ACCEPTED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × CLOSED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × DISCONNECTED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × PIPES_STATS tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × UNKNOWN tcp://127.0.0.1:50001 @50 -> stopped 2 []
stopped × ACCEPTED tcp://127.0.0.1:50003 @50 -> stopped 2 []
stopped × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> stopped 2 []
stopped × DISCONNECTED tcp://127.0.0.1:50003 @50 -> stopped 2 []
failed × bound @50 -> failed 0 []
failed × sending @50 -> failed 0 []
failed × sent @50 -> failed 0 []
failed × resent @50 -> failed 0 []
failed × work-done @50 -> failed 0 []
failed × quit-sent @50 -> failed 0 []
failed × tick @50 -> failed 0 []
failed × tick @5000 -> failed 0 []
failed × abort @50 -> failed 0 []
failed × error @50 -> failed 0 []
failed × CONNECTED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × LISTENING tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × BIND_FAILED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × ACCEPTED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × CLOSED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × DISCONNECTED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × PIPES_STATS tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × UNKNOWN tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × ACCEPTED tcp://127.0.0.1:50003 @50 -> failed 0 []
failed × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> failed 0 []
failed × DISCONNECTED tcp://127.0.0.1:50003 @50 -> failed 0 []
`

exports[`dist/test/gate/machine/gate.test.js > TAP > every state has an answer to every input > article: the table 1`] = `
Object {
  "draining": Object {
    "abort": "abort",
    "bind-failed": "quit-again",
    "bound": "stay",
    "error": "fail",
    "monitor-ended": "quit-again",
    "other-event": "quit-again",
    "peer-accepted": "quit-again",
    "peer-gone": "count-disconnected",
    "peer-ready": "quit-again",
    "peer-refused": "quit-again",
    "quit-sent": "read-one",
    "resent": "stay",
    "sending": "stay",
    "sent": "stay",
    "subscribers": "stay",
    "tick": "watch-quit",
    "work-done": "stay",
  },
  "failed": Object {
    "abort": "stay",
    "bind-failed": "correct-errno",
    "bound": "stay",
    "error": "stay",
    "monitor-ended": "stay",
    "other-event": "stay",
    "peer-accepted": "stay",
    "peer-gone": "stay",
    "peer-ready": "stay",
    "peer-refused": "stay",
    "quit-sent": "stay",
    "resent": "stay",
    "sending": "stay",
    "sent": "stay",
    "subscribers": "stay",
    "tick": "stay",
    "work-done": "stay",
  },
  "open": Object {
    "abort": "abort",
    "bind-failed": "stay",
    "bound": "stay",
    "error": "fail",
    "monitor-ended": "stay",
    "other-event": "stay",
    "peer-accepted": "stay",
    "peer-gone": "stay",
    "peer-ready": "stay",
    "peer-refused": "stay",
    "quit-sent": "stay",
    "resent": "stay",
    "sending": "await-send",
    "sent": "message-sent",
    "subscribers": "stay",
    "tick": "watch-send",
    "work-done": "send-quits",
  },
  "stopped": Object {
    "abort": "stay",
    "bind-failed": "stay",
    "bound": "stay",
    "error": "stay",
    "monitor-ended": "stay",
    "other-event": "stay",
    "peer-accepted": "stay",
    "peer-gone": "stay",
    "peer-ready": "stay",
    "peer-refused": "stay",
    "quit-sent": "stay",
    "resent": "stay",
    "sending": "stay",
    "sent": "stay",
    "subscribers": "stay",
    "tick": "stay",
    "work-done": "stay",
  },
  "waiting": Object {
    "abort": "abort",
    "bind-failed": "read",
    "bound": "read",
    "error": "fail",
    "monitor-ended": "read",
    "other-event": "read",
    "peer-accepted": "count-accepted",
    "peer-gone": "read",
    "peer-ready": "read",
    "peer-refused": "read",
    "quit-sent": "stay",
    "resent": "stay",
    "sending": "stay",
    "sent": "stay",
    "subscribers": "stay",
    "tick": "watch-waiting",
    "work-done": "stay",
  },
}
`

exports[`dist/test/gate/machine/gate.test.js > TAP > every state has an answer to every input > ready: every phase × every input 1`] = `
waiting × bound @50 -> waiting 1 [read]
waiting × sending @50 -> waiting 1 []
waiting × sent @50 -> waiting 1 []
waiting × resent @50 -> waiting 1 []
waiting × work-done @50 -> waiting 1 []
waiting × quit-sent @50 -> waiting 1 []
waiting × tick @50 -> waiting 1 []
waiting × tick @5000 -> failed 1 [stop]
waiting × abort @50 -> failed 1 [stop]
waiting × error @50 -> failed 1 [stop]
waiting × CONNECTED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × LISTENING tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × BIND_FAILED tcp://127.0.0.1:50001 @50 -> failed 1 [stop]
waiting × ACCEPTED tcp://127.0.0.1:50001 @50 -> waiting 0 [left-early read]
waiting × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × CLOSED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × DISCONNECTED tcp://127.0.0.1:50001 @50 -> waiting 0 [left-early read]
waiting × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> failed 1 [stop]
waiting × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> waiting 1 [refused read]
waiting × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> waiting 1 [refused read]
waiting × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> waiting 1 [refused read]
waiting × PIPES_STATS tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × UNKNOWN tcp://127.0.0.1:50001 @50 -> waiting 1 [read]
waiting × ACCEPTED tcp://127.0.0.1:50003 @50 -> waiting 1 [read]
waiting × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> open 2 [accepted open read]
waiting × DISCONNECTED tcp://127.0.0.1:50003 @50 -> waiting 1 [read]
open × bound @50 -> open 2 []
open × sending @50 -> open 2 []
open × sent @50 -> open 2 []
open × resent @50 -> open 2 []
open × work-done @50 -> draining 2 [shut send-quit]
open × quit-sent @50 -> open 2 []
open × tick @50 -> open 2 []
open × tick @5000 -> open 2 []
open × abort @50 -> failed 2 [shut stop]
open × error @50 -> failed 2 [shut stop]
open × CONNECTED tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × LISTENING tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × BIND_FAILED tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × ACCEPTED tcp://127.0.0.1:50001 @50 -> open 1 [died read]
open × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × CLOSED tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × DISCONNECTED tcp://127.0.0.1:50001 @50 -> open 1 [died read]
open × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> failed 2 [shut stop]
open × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> open 2 [refused read]
open × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> open 2 [refused read]
open × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> open 2 [refused read]
open × PIPES_STATS tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × UNKNOWN tcp://127.0.0.1:50001 @50 -> open 2 [read]
open × ACCEPTED tcp://127.0.0.1:50003 @50 -> open 2 [read]
open × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> open 3 [extra read]
open × DISCONNECTED tcp://127.0.0.1:50003 @50 -> open 2 [read]
draining × bound @50 -> draining 2 []
draining × sending @50 -> draining 2 []
draining × sent @50 -> draining 2 []
draining × resent @50 -> draining 2 []
draining × work-done @50 -> draining 2 []
draining × quit-sent @50 -> draining 2 []
draining × tick @50 -> draining 2 []
draining × tick @5000 -> failed 2 [stop]
draining × abort @50 -> failed 2 [stop]
draining × error @50 -> failed 2 [stop]
draining × CONNECTED tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × LISTENING tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × BIND_FAILED tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × ACCEPTED tcp://127.0.0.1:50001 @50 -> draining 1 [read]
draining × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × CLOSED tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × DISCONNECTED tcp://127.0.0.1:50001 @50 -> draining 1 [read]
draining × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> failed 2 [stop]
draining × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> draining 2 [refused read]
draining × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> draining 2 [refused read]
draining × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> draining 2 [refused read]
draining × PIPES_STATS tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × UNKNOWN tcp://127.0.0.1:50001 @50 -> draining 2 [read]
draining × ACCEPTED tcp://127.0.0.1:50003 @50 -> draining 2 [read]
draining × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> draining 3 [extra read]
draining × DISCONNECTED tcp://127.0.0.1:50003 @50 -> draining 2 [read]
stopped × bound @50 -> stopped 0 []
stopped × sending @50 -> stopped 0 []
stopped × sent @50 -> stopped 0 []
stopped × resent @50 -> stopped 0 []
stopped × work-done @50 -> stopped 0 []
stopped × quit-sent @50 -> stopped 0 []
stopped × tick @50 -> stopped 0 []
stopped × tick @5000 -> stopped 0 []
stopped × abort @50 -> stopped 0 []
stopped × error @50 -> stopped 0 []
stopped × CONNECTED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × LISTENING tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × BIND_FAILED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × ACCEPTED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × CLOSED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × DISCONNECTED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × PIPES_STATS tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × UNKNOWN tcp://127.0.0.1:50001 @50 -> stopped 0 []
stopped × ACCEPTED tcp://127.0.0.1:50003 @50 -> stopped 0 []
stopped × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> stopped 0 []
stopped × DISCONNECTED tcp://127.0.0.1:50003 @50 -> stopped 0 []
failed × bound @50 -> failed 0 []
failed × sending @50 -> failed 0 []
failed × sent @50 -> failed 0 []
failed × resent @50 -> failed 0 []
failed × work-done @50 -> failed 0 []
failed × quit-sent @50 -> failed 0 []
failed × tick @50 -> failed 0 []
failed × tick @5000 -> failed 0 []
failed × abort @50 -> failed 0 []
failed × error @50 -> failed 0 []
failed × CONNECTED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × CONNECT_DELAYED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × CONNECT_RETRIED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × LISTENING tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × BIND_FAILED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × ACCEPTED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × ACCEPT_FAILED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × CLOSED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × CLOSE_FAILED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × DISCONNECTED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × MONITOR_STOPPED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × HANDSHAKE_FAILED_NO_DETAIL tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × HANDSHAKE_FAILED_PROTOCOL tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × HANDSHAKE_FAILED_AUTH tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × PIPES_STATS tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × UNKNOWN tcp://127.0.0.1:50001 @50 -> failed 0 []
failed × ACCEPTED tcp://127.0.0.1:50003 @50 -> failed 0 []
failed × HANDSHAKE_SUCCEEDED tcp://127.0.0.1:50003 @50 -> failed 0 []
failed × DISCONNECTED tcp://127.0.0.1:50003 @50 -> failed 0 []
`

exports[`dist/test/gate/machine/gate.test.js > TAP > every state has an answer to every input > ready: the table 1`] = `
Object {
  "draining": Object {
    "abort": "abort",
    "bind-failed": "read-on",
    "bound": "stay",
    "error": "fail",
    "monitor-ended": "fail-monitor",
    "other-event": "read-on",
    "peer-accepted": "release",
    "peer-gone": "release",
    "peer-ready": "join-late",
    "peer-refused": "tell-refusal",
    "quit-sent": "quit-sent",
    "resent": "message-resent",
    "sending": "stay",
    "sent": "stay",
    "subscribers": "stay",
    "tick": "press",
    "work-done": "stay",
  },
  "failed": Object {
    "abort": "stay",
    "bind-failed": "correct-errno",
    "bound": "stay",
    "error": "stay",
    "monitor-ended": "stay",
    "other-event": "stay",
    "peer-accepted": "stay",
    "peer-gone": "stay",
    "peer-ready": "stay",
    "peer-refused": "stay",
    "quit-sent": "stay",
    "resent": "stay",
    "sending": "stay",
    "sent": "stay",
    "subscribers": "stay",
    "tick": "stay",
    "work-done": "stay",
  },
  "open": Object {
    "abort": "abort",
    "bind-failed": "read-on",
    "bound": "stay",
    "error": "fail",
    "monitor-ended": "fail-monitor",
    "other-event": "read-on",
    "peer-accepted": "lose",
    "peer-gone": "lose",
    "peer-ready": "join",
    "peer-refused": "tell-refusal",
    "quit-sent": "stay",
    "resent": "message-resent",
    "sending": "await-send",
    "sent": "message-sent",
    "subscribers": "stay",
    "tick": "watch-send",
    "work-done": "drain",
  },
  "stopped": Object {
    "abort": "stay",
    "bind-failed": "stay",
    "bound": "stay",
    "error": "stay",
    "monitor-ended": "stay",
    "other-event": "stay",
    "peer-accepted": "stay",
    "peer-gone": "stay",
    "peer-ready": "stay",
    "peer-refused": "stay",
    "quit-sent": "stay",
    "resent": "stay",
    "sending": "stay",
    "sent": "stay",
    "subscribers": "stay",
    "tick": "stay",
    "work-done": "stay",
  },
  "waiting": Object {
    "abort": "abort",
    "bind-failed": "fail-bind",
    "bound": "begin",
    "error": "fail",
    "monitor-ended": "fail-monitor",
    "other-event": "read-on",
    "peer-accepted": "uncount",
    "peer-gone": "uncount",
    "peer-ready": "count",
    "peer-refused": "tell-refusal",
    "quit-sent": "stay",
    "resent": "stay",
    "sending": "stay",
    "sent": "stay",
    "subscribers": "stay",
    "tick": "give-up-waiting",
    "work-done": "stay",
  },
}
`
