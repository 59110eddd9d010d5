import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2'
import { text } from 'node:stream/consumers'
import { SignJWT } from 'jose'
import { type Config, config } from '@/lib/config'
import { retryLaterError } from '@/lib/delivery/mail/mail-transport'
import { errorMessage } from '@/lib/process/error-message'
import { processWide, setProcessWide } from '@/lib/process/process-wide'
import type { PushDelivery, PushMessage } from './push-message'

const timeoutMillis = 30_000
/** Apple refuses tokens older than an hour, and servers that make one more often than every 20 minutes. */
const providerTokenMillis = 40 * 60_000

type Apns = NonNullable<Config['apns']>

/** Reused for all messages, as Apple requires. */
interface ApnsConnection {
  session: ClientHttp2Session | null
  token: { readonly value: Promise<string>; readonly madeAt: number } | null
}

function connection(): ApnsConnection {
  return processWide<ApnsConnection>('apns', () => ({ session: null, token: null }))
}

/** `apns-id` and the collapse id are the same for every attempt: a repeat replaces the first message on the device. */
export async function sendByApns(message: PushMessage): Promise<PushDelivery> {
  const { apns } = config()
  if (!apns) throw new Error('APNS_KEY is not set')
  const { status, wait, body } = await post(apns, message)
  if (status === 200) return { sent: true }
  const errorReason = readReason(body)
  const reason = `APNs ${status} ${errorReason}`
  if (status === 410 || errorReason === 'BadDeviceToken') return { sent: false, reason, tokenIsDead: true }
  if (errorReason === 'ExpiredProviderToken' || errorReason === 'InvalidProviderToken')
    connection().token = null
  // 403 is about our key and can be fixed by an operator. 429 is about this token only.
  const passes = status === 403 || status === 429 || errorReason === 'IdleTimeout'
  const isFinal = status >= 400 && status < 500 && !passes
  if (isFinal) return { sent: false, reason }
  throw retryLaterError(reason, wait, status !== 429)
}

export function closeApns(): void {
  connection().session?.close()
  setProcessWide('apns', undefined)
}

async function post(apns: Apns, message: PushMessage) {
  // A plain string: apps of the device document read the alert as one.
  const payload = { aps: { alert: message.body, sound: 'default' } }
  const authorization = `bearer ${await providerToken(apns)}`
  const session = openSession(apns)
  const signal = AbortSignal.timeout(timeoutMillis)
  const stream = session.request(
    {
      ':method': 'POST',
      ':path': `/3/device/${message.token}`,
      authorization,
      'apns-id': message.id,
      'apns-collapse-id': message.id,
      'apns-topic': apns.topic,
      'apns-push-type': 'alert',
      'apns-priority': '10',
      'apns-expiration': String(Math.floor(message.expiresAt.getTime() / 1_000)),
    },
    { signal },
  )
  stream.end(JSON.stringify(payload))
  try {
    const headers = await answerTo(stream, signal)
    const body = await text(stream)
    const wait = { retryAfter: headers['retry-after'], date: headers.date }
    return { status: Number(headers[':status']), wait, body }
  } catch (error) {
    // The connection may be dead: the next attempt opens a new one.
    if (signal.aborted) session.destroy()
    throw new Error(`APNs: ${errorMessage(error)}`)
  }
}

async function answerTo(stream: ClientHttp2Stream, signal: AbortSignal): Promise<IncomingHttpHeaders> {
  const closed = once(stream, 'close').then(() => {
    throw new Error('closed without an answer')
  })
  const [headers] = await Promise.race([once(stream, 'response', { signal }), closed])
  return headers
}

function openSession({ url }: Apns): ClientHttp2Session {
  const open = connection().session
  if (open && !open.closed && !open.destroyed) return open
  const session = connect(url)
  const forget = () => {
    if (connection().session === session) connection().session = null
  }
  session.on('goaway', forget)
  session.on('close', forget)
  // Each request on it fails by itself. Without a listener the process would exit.
  session.on('error', forget)
  session.unref()
  connection().session = session
  return session
}

function providerToken({ key, keyId, teamId }: Apns): Promise<string> {
  const now = performance.now()
  const kept = connection().token
  if (kept && now - kept.madeAt < providerTokenMillis) return kept.value
  const value = new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setIssuedAt()
    .sign(createPrivateKey(key))
  connection().token = { value, madeAt: now }
  return value
}

function readReason(body: string): string {
  try {
    return String(JSON.parse(body).reason)
  } catch {
    return ''
  }
}
