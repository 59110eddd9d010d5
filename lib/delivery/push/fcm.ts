import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { z } from 'zod'
import { type Config, config } from '@/lib/config'
import { retryLaterError } from '@/lib/delivery/mail/mail-transport'
import { findProcessWide, setProcessWide } from '@/lib/process/process-wide'
import type { PushDelivery, PushMessage } from './push-message'

const timeoutMillis = 30_000
const renewBeforeMillis = 60_000
const scope = 'https://www.googleapis.com/auth/firebase.messaging'

type Fcm = NonNullable<Config['fcm']>

interface AccessToken {
  readonly token: string
  /** By `performance.now`, which clock changes do not affect. */
  readonly expiresAt: number
}

const tokenResponse = z.object({ access_token: z.string(), expires_in: z.number() })

/** `google.firebase.fcm.v1.FcmError` and `google.rpc.BadRequest`. */
const errorResponse = z.object({
  error: z.object({
    message: z.string().default(''),
    status: z.string().default(''),
    details: z
      .array(
        z.object({
          errorCode: z.string().optional(),
          fieldViolations: z.array(z.object({ field: z.string().optional() })).optional(),
        }),
      )
      .default([]),
  }),
})

/** FCM HTTP v1. It has no idempotency key: the tag makes a repeat replace the first message on the device. */
export async function sendByFcm(message: PushMessage): Promise<PushDelivery> {
  const { fcm } = config()
  if (!fcm) throw new Error('FCM_SERVICE_ACCOUNT is not set')
  const authorization = `Bearer ${(await accessToken(fcm)).token}`
  const { status, wait, body } = await post(
    `${fcm.url}/v1/projects/${fcm.account.project_id}/messages:send`,
    { authorization, 'content-type': 'application/json' },
    JSON.stringify({ message: fcmMessage(message) }),
  )
  if (status === 200) return { sent: true }
  const { code, isAboutToken } = readError(body)
  const reason = `FCM ${status} ${code}`
  if (code === 'UNREGISTERED' || isAboutToken) return { sent: false, reason, tokenIsDead: true }
  if (status === 401) setProcessWide('fcm-access', undefined)
  // 401 and most 403 are about our key and can be fixed by an operator. 429 may be about this token only.
  const isOurs = status === 401 || (status === 403 && code !== 'SENDER_ID_MISMATCH')
  if (status >= 400 && status < 500 && !isOurs && status !== 429) return { sent: false, reason }
  throw retryLaterError(reason, wait, status !== 429)
}

function fcmMessage({ id, token, title, body, expiresAt, secondsLeft: seconds }: PushMessage) {
  const expiration = String(Math.floor(expiresAt.getTime() / 1_000))
  return {
    token,
    notification: { title, body },
    android: { priority: 'HIGH', ttl: `${seconds}s`, notification: { tag: id, visibility: 'PRIVATE' } },
    apns: { headers: { 'apns-expiration': expiration, 'apns-collapse-id': id } },
    webpush: { headers: { TTL: String(seconds) } },
  }
}

/** Cached until shortly before it expires (RFC 7523). */
async function accessToken(fcm: Fcm): Promise<AccessToken> {
  const kept = findProcessWide<Promise<AccessToken>>('fcm-access')
  if (kept && (await kept).expiresAt - renewBeforeMillis > performance.now()) return await kept
  const requested = requestAccessToken(fcm)
  setProcessWide('fcm-access', requested)
  // A failure is not cached.
  requested.catch(() => setProcessWide('fcm-access', undefined))
  return await requested
}

async function requestAccessToken({ account }: Fcm): Promise<AccessToken> {
  const assertion = await new SignJWT({ scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(account.client_email)
    .setAudience(account.token_uri)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(createPrivateKey(account.private_key))
  const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
  const form = new URLSearchParams(grant)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const { status, wait, body } = await post(account.token_uri, headers, String(form))
  if (status !== 200) throw retryLaterError(`Google's token endpoint ${status}`, wait)
  const { access_token: token, expires_in: seconds } = tokenResponse.parse(JSON.parse(body))
  return { token, expiresAt: performance.now() + seconds * 1_000 }
}

async function post(url: string, headers: Record<string, string>, body: string) {
  const signal = AbortSignal.timeout(timeoutMillis)
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body,
    signal,
    redirect: 'error',
    cache: 'no-store',
  })
  const wait = { retryAfter: answer.headers.get('retry-after'), date: answer.headers.get('date') }
  return { status: answer.status, wait, body: await answer.text() }
}

function readError(body: string): { code: string; isAboutToken: boolean } {
  const parsed = errorResponse.safeParse(parseJson(body))
  if (!parsed.success) return { code: '', isAboutToken: false }
  const { message, status, details } = parsed.data.error
  const code = details.find(({ errorCode }) => errorCode)?.errorCode ?? status
  const fields = details.flatMap(({ fieldViolations = [] }) => fieldViolations.map(({ field }) => field))
  const namesToken = fields.includes('message.token') || /registration token/i.test(message)
  return { code, isAboutToken: code === 'INVALID_ARGUMENT' && namesToken }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
