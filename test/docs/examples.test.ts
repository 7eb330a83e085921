// Every command line that the documents and `--help` show is typed here as it stands there, in a shell, and
// leads to what a new user would look for. Only ports and the path of a Unix socket are exchanged for free ones.
// A line without a scene fails, and so does a scene without a line.
import { writeFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { docBlocks } from '../support/doc-blocks.js'
import { docCommands } from '../support/doc-commands.js'
import { illegalOrdersIn } from '../support/legal-capture.js'
import { Stage } from '../support/stage.js'
import {
  ANY,
  asksHandler,
  both,
  conforms,
  conformsDialler,
  conformsDriver,
  conformsMine,
  consumer,
  ends,
  findsIllegal,
  HERE,
  ILLEGAL,
  monitorsBind,
  monitorsConnect,
  page,
  prints,
  producer,
  proxies,
  recordsFile,
  recordsPipe,
  runs,
  STOPPED,
  until,
  type Scene,
} from './scenes.js'

t.setTimeout(600_000)
// Most of the time of a scene is spent waiting for a run's pauses.
t.jobs = 3

const SCENES: Readonly<Record<string, Scene>> = {
  'rawzmq run': runs(STOPPED),
  'rawzmq run --consumers 4 --times 10': runs(STOPPED),
  'rawzmq run --consumers 2 --times 100 --interval 0 --work 0': runs(/100 messages and 2 Quits/),
  'rawzmq run --engine native --consumer-engine typescript': runs(STOPPED, /engine libzmq/),
  'rawzmq run --capture run.msgpack': runs(STOPPED),
  'rawzmq run --capture run.msgpack && rawzmq report run.msgpack -o run.html': page('run.html'),
  'rawzmq run --capture run.msgpack && rawzmq replay run.msgpack': runs(
    STOPPED,
    /gate of producer: stopped\neverything came out as recorded/,
  ),
  'rawzmq producer --bind tcp://127.0.0.1:5555 --consumers 2': producer,
  'rawzmq consumer --connect tcp://127.0.0.1:5555 --id 1': consumer,
  'rawzmq consumer --connect tcp://127.0.0.1:5555 --id 2': consumer,
  'rawzmq compare bind-port-zero --show': prints(/== bind-port-zero\/tcp: same\n/),
  'rawzmq replay --speed 1 run.msgpack': prints('everything came out as recorded'),
  'rawzmq replay --json run.msgpack': prints(
    /\{"type":"result",.*"gates":\{"producer":"stopped"\}/,
  ),
  'rawzmq report run.msgpack -o run.html': page('run.html'),
  'rawzmq report run.msgpack -o run.html --keylog keys.log': page('run.html'),
  'rawzmq report run.msgpack -o - > run.html': page('run.html'),
  'rawzmq report producer.msgpack consumer.msgpack -o both.html': page('both.html'),
  "rawzmq monitor PULL --bind 'tcp://127.0.0.1:*'": monitorsBind,
  "rawzmq monitor PULL --bind 'tcp://127.0.0.1:*' --raw": both(
    monitorsBind,
    async (t, stage, line) => {
      const program = stage.type(line)
      await until(t, stage, program, /^ {2}0800[0-9a-f]{8} \| 7463703a2f2f3132372e/m)
    },
  ),
  "rawzmq monitor PUSH --bind 'tcp://127.0.0.1:*'": monitorsBind,
  'rawzmq monitor PUSH --connect tcp://127.0.0.1:5555 --event-version 2 --raw': monitorsConnect,
  'rawzmq monitor PUSH --connect tcp://127.0.0.1:5555 --engine native': monitorsConnect,
  'rawzmq monitor pull --bind tcp://127.0.0.1:5555 --capture pull.msgpack': async (
    t,
    stage,
    line,
  ) => {
    await monitorsBind(t, stage, line.replace(HERE, `'${ANY}'`))
    const { stdout } = await ends(t, stage.type('rawzmq conform-monitor pull.msgpack'), 0)
    t.match(stdout, /^legal +pull\.msgpack: "PULL", version 1, 3 events\n$/)
  },
  'rawzmq proxy --listen tcp://127.0.0.1:5556 --to tcp://127.0.0.1:5555': proxies,
  'rawzmq proxy --listen tcp://127.0.0.1:5556 --to tcp://127.0.0.1:5555 --pcap x.pcapng': proxies,
  'rawzmq proxy --listen tcp://127.0.0.1:5556 --to tcp://127.0.0.1:5555 --split 1 --delay 5':
    proxies,
  'rawzmq proxy --listen tcp://127.0.0.1:5556 --to tcp://127.0.0.1:5555 --keylog keys.log': proxies,
  "rawzmq proxy --listen 'tcp://127.0.0.1:*' --to ipc:///tmp/feed --pcap feed.pcapng": proxies,
  'rawzmq decode --hex 08001d000000 --text tcp://127.0.0.1:38375': prints('LISTENING, fd 29'),
  'rawzmq decode x.pcap': prints('ready: the handshake is done, SUB talks to PUB'),
  'rawzmq decode x.pcap --keylog keys.log': prints('ready: the handshake is done'),
  'rawzmq decode --brief x.pcap': prints('ready: the handshake is done, SUB talks to PUB'),
  'rawzmq decode --brief --json run.msgpack': prints(/"name":"LISTENING"/),
  'tcpdump -i lo -w x.pcap': recordsFile,
  'tcpdump -i lo -U -w - port 5555 | rawzmq decode': recordsPipe,
  "rawzmq conform --exec 'node drivers/zeromq.mjs {endpoint} {mode} {socket} {mechanism}'":
    conformsDriver,
  'rawzmq conform --connect tcp://127.0.0.1:5555 --socket ROUTER': conforms,
  'rawzmq conform --connect tcp://127.0.0.1:5555 --socket PULL --only greeting,framing/8': conforms,
  'rawzmq conform --listen tcp://127.0.0.1:5555 --socket PUSH': conformsDialler,
  'rawzmq conform --connect tcp://127.0.0.1:5555 --socket PULL': conforms,
  'rawzmq conform init --language rust --out driver': prints('conform smoke'),
  "rawzmq conform smoke './driver/target/release/zmqrs-driver'": async (t, stage) => {
    const line = "rawzmq conform smoke 'node drivers/zeromq.mjs'"
    t.match((await ends(t, stage.type(line), 0)).stdout, 'nothing is wrong')
  },
  "rawzmq conform --exec './driver/target/release/zmqrs-driver {endpoint} {mode} {socket} {mechanism}' --html report":
    conformsMine,
  "rawzmq conform --exec '…' --combine 200": conformsMine,
  "rawzmq conform --exec '…' --xfail expected.txt": conformsMine,
  "rawzmq conform --exec '…' --record verdicts.json": conformsMine,
  "rawzmq conform --exec '…' --baseline verdicts.json": conformsMine,
  'rawzmq conform --compare verdicts.json newer.json': async (t, stage) => {
    const line = 'rawzmq conform --engine typescript --only greeting/1 --socket PULL --record'
    await ends(t, stage.type(`${line} verdicts.json`), 0)
    await ends(t, stage.type(`${line} newer.json --skip greeting/1.5`), 0)
    const { code, stdout } = await stage.type('rawzmq conform --compare verdicts.json newer.json')
      .ended
    t.equal(code, 1)
    t.match(stdout, /^gone +PULL b +greeting\/1\.5 /)
  },
  'rawzmq conform --engine typescript': conforms,
  'rawzmq conform --list; rawzmq conform --explain null/5.11': prints(/null\/5\.11[^]*null\/5\.11/),
  'rawzmq conform --explain null/5.11': prints(/null\/5\.11/),
  'rawzmq keygen': prints(/^public key: \S{40}\nsecret key: \S{40}\n$/),
  'rawzmq keygen --out server.key_secret --public server.key': prints(/^public key: \S{40}\n$/),
  'rawzmq keygen --json': prints(/^\{"publicKey":".{40,60}","secretKey":".{40,60}"\}\n$/),
  'rawzmq zap-check --module handler.mjs --username anna --password secret': prints(
    /answer: 200 "OK", user id "anna": let in/,
  ),
  "rawzmq zap-check --key-folder keys --key 'rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7'": prints(
    /answer: 200 "OK", user id "rq:rM/,
  ),
  'rawzmq zap-check --to tcp://127.0.0.1:5555 --domain global --address 10.0.0.7': asksHandler,
  'rawzmq conform-monitor pull.msgpack': findsIllegal,
  'rawzmq conform-monitor --mask LISTENING,ACCEPTED,HANDSHAKE_SUCCEEDED pull.msgpack': findsIllegal,
  'rawzmq conform-monitor --json fixtures/monitor/*.msgpack': prints(/"verdict":"legal"/),
}

/** `…` stands for the rest of a line, a line of three dots for lines that are left out. */
function sameOutput(t: Test, output: string, wanted: string): void {
  const pieces = wanted.split(/…\n|^\.{3}\n/m)
  if (pieces.length === 1) t.equal(output, wanted)
  else for (const piece of pieces) t.ok(output.includes(piece), piece)
}

const commands = await docCommands()
const outputs = commands.filter(({ output }) => output !== undefined)

t.test('every line has a scene or an output, and every scene a line', async t => {
  const lines = new Set(commands.map(({ line }) => line))
  t.ok(lines.size > 40, `${lines.size} lines`)
  const shown = new Set(outputs.map(({ line }) => line))
  for (const { line, place } of commands) {
    t.ok(shown.has(line) || line in SCENES, `${place}: ${line}`)
  }
  for (const line of Object.keys(SCENES)) t.ok(lines.has(line), line)
})

for (const { line, place, output } of outputs) {
  t.test(`${place}: ${line}: its output`, async t => {
    const stage = new Stage(t)
    if (line.startsWith('rawzmq conform-monitor'))
      writeFileSync(stage.path('pull.msgpack'), ILLEGAL)
    const { stdout } = await stage.type(line).ended
    sameOutput(t, stdout, output ?? '')
  })
}

t.test('captures are judged, but those that are meant to be illegal', async t => {
  const stage = new Stage(t)
  writeFileSync(stage.path('pull.msgpack'), ILLEGAL)
  t.match(await illegalOrdersIn(stage.folder), [/pull\.msgpack: pull, row \d+: /])
  t.strictSame(await illegalOrdersIn(stage.folder, 'pull.msgpack'), [])
})

for (const [line, scene] of Object.entries(SCENES)) {
  t.test(line, { buffered: true }, async t => {
    const stage = new Stage(t)
    await scene(t, stage, line)
    const made = line.startsWith('rawzmq conform-monitor') ? ['pull.msgpack'] : []
    t.strictSame(await illegalOrdersIn(stage.folder, ...made), [])
  })
}

/** Debian's, which has the package python3-msgpack; not one of a version manager's. */
const PYTHON = '/usr/bin/python3'

t.test('docs/captures.md: the reader in Python', async t => {
  const stage = new Stage(t)
  if ((await stage.type(`${PYTHON} -c 'import msgpack'`).ended).code !== 0) {
    t.pass('read', { skip: `${PYTHON} with Debian's package python3-msgpack is not here` })
    return
  }
  const program = docBlocks('docs/captures.md').find(({ language }) => language === 'python')
  writeFileSync(stage.path('reader.py'), program?.text ?? '')
  const { stdout } = await ends(t, stage.type(`${PYTHON} reader.py`), 0)
  t.match(stdout, /^\d+\.\d+ producer \['0800000000000000', .*'7463703a2f2f[0-9a-f]+'/m)
})
