// Which kind of session a socket's connections have.
import type { Stream } from '../../transport/transport.js'
import type { SocketHost } from '../host.js'
import { RawSession } from './raw-session.js'
import { ZmtpSession, type Session, type SessionOwner } from './session.js'

/** Makes the session of a stream; then call `start`. @param remote what events call the other side */
export function openSession(
  core: SocketHost,
  owner: SessionOwner,
  stream: Stream,
  remote: string,
): Session {
  const Kind = core.type === 'STREAM' ? RawSession : ZmtpSession
  return new Kind(core, owner, stream, remote)
}
