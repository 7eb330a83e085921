// The keys of the jobs with CURVE: those of the example in zmq_curve(7), known to everybody.
import type { Job } from './lines.js'

/** The options of a side with CURVE; none of them without. */
export interface CurveOptions {
  readonly curveServer?: boolean
  readonly curveServerKey?: string
  readonly curvePublicKey?: string
  readonly curveSecretKey?: string
}

const SERVER_PUBLIC = 'rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7'
const SERVER_SECRET = 'JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6'
const CLIENT_PUBLIC = 'Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID'
const CLIENT_SECRET = 'D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs'

/** What a socket of this side is made with. */
export function curveOptions({ api }: Job, side: 'server' | 'client'): CurveOptions {
  if (!api.includes('curve')) return {}
  if (side === 'server') return { curveServer: true, curveSecretKey: SERVER_SECRET }
  return {
    curveServerKey: SERVER_PUBLIC,
    curvePublicKey: CLIENT_PUBLIC,
    curveSecretKey: CLIENT_SECRET,
  }
}
