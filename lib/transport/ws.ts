// ws:// and wss:// (RFC 45; libzmq's drafts): a WebSocket over tcp, with TLS between the two for wss. Endpoints are
// `host:port/path`, and events name them with their path, `/` if there is none.
import { systemError } from '../errors.js'
import { parseTcpTarget, type Endpoint } from './endpoint.js'
import { listenTcp, resolveBindAddress, tcp } from './tcp.js'
import { tlsClient, tlsServer } from './tls-stream.js'
import { BindError, type Stream, type StreamTransport, type TlsSettings } from './transport.js'
import { ClientUpgrade, ServerUpgrade } from './websocket-upgrade.js'
import { WebSocketStream } from './websocket-stream.js'

/** What a request may ask for: no octet that would end its line. */
const PATH = /^\/[!-~]*$/

/** An address cut at its path. */
interface Place {
  /** What tcp makes of it. */
  readonly authority: string
  readonly path: string
}

/** @returns undefined for a path that no request could have */
function placeIn(address: string): Place | undefined {
  const slash = address.indexOf('/')
  const path = slash < 0 ? '/' : address.slice(slash)
  if (!PATH.test(path)) return undefined
  return { authority: slash < 0 ? address : address.slice(0, slash), path }
}

/** A name of tcp's as one of ours; one that is unknown stays empty. */
function renamed(scheme: string, name: string, path: string): string {
  return name === '' ? '' : `${scheme}${name.slice('tcp'.length)}${path}`
}

/** The row of a scheme. @param secured what lies between tcp and the WebSocket */
function transportOf(
  scheme: 'ws' | 'wss',
  secured: {
    server(settings: TlsSettings | undefined): (inner: Stream) => Stream
    client(settings: TlsSettings | undefined, host: string): (inner: Stream) => Stream
  },
): StreamTransport {
  const target = (endpoint: Endpoint) => {
    const place = placeIn(endpoint.address)
    // A source to connect from is tcp's alone.
    if (place === undefined || place.authority.includes(';'))
      throw systemError('EINVAL', { address: endpoint.text })
    const { authority } = place
    const { host, port } = parseTcpTarget({ ...endpoint, address: authority }).host
    const shown = `${authority.slice(0, authority.lastIndexOf(':'))}:${port}`
    return { ...place, host, shown, name: `${scheme}://${shown}${place.path}` }
  }
  return {
    open: (address, options) => tcp.open(placeIn(address)?.authority ?? '', options),
    listen(address, options, handlers) {
      const place = placeIn(address)
      if (place === undefined) throw new BindError(systemError('EINVAL', { address }))
      const { path, authority } = place
      const secure = secured.server(options.tls)
      const listener = listenTcp(authority, options, {
        ...handlers,
        accepted: inner => {
          const local = renamed(scheme, inner.local, path)
          const remote = renamed(scheme, inner.remote, path)
          handlers.accepted(
            new WebSocketStream(secure(inner), {
              isServer: true,
              local,
              remote,
              upgrade: spoken => new ServerUpgrade(spoken),
            }),
          )
        },
      })
      return {
        endpoint: renamed(scheme, listener.endpoint, path),
        descriptor: listener.descriptor,
        close: () => listener.close(),
      }
    },
    dialer(endpoint) {
      const { path, authority, host, shown, name } = target(endpoint)
      const dial = tcp.dialer({ ...endpoint, address: authority })
      return (options, clock, handlers) => {
        const secure = secured.client(options.tls, host)
        return dial(options, clock, {
          ...handlers,
          connected: inner => {
            const local = renamed(scheme, inner.local, '')
            handlers.connected(
              new WebSocketStream(secure(inner), {
                isServer: false,
                local,
                remote: name,
                upgrade: offered => new ClientUpgrade(offered, shown, path),
              }),
            )
          },
        })
      }
    },
    nameOf: endpoint => target(endpoint).name,
    boundAs(address, isIPv6) {
      const place = placeIn(address)
      const name = place && resolveBindAddress(place.authority, isIPv6)
      return name === undefined ? undefined : renamed(scheme, name, place?.path ?? '')
    },
    hasOwnGreeting: true,
    namesFailedBind: false,
    heedsRefusal: false,
    takesProxy: false,
  }
}

const plainly = () => (inner: Stream) => inner

/** Its row in the table of transports. */
export const ws = transportOf('ws', { server: plainly, client: plainly })

/** Its row in the table of transports. */
export const wss = transportOf('wss', {
  server(settings) {
    try {
      if (settings?.key != null && settings.certificate !== null) return tlsServer(settings)
    } catch (error) {
      const { message } = error as Error
      throw new BindError(systemError('EINVAL', { message: `wssKeyPem, wssCertPem: ${message}` }))
    }
    const message = 'wss:// is bound with a key and a certificate (wssKeyPem, wssCertPem)'
    throw new BindError(systemError('EINVAL', { message }))
  },
  client: tlsClient,
})
