import { headers as nextHeaders } from 'next/headers'
import { cache } from 'react'
import { findCallerBySecret, findCallerByToken } from '@/lib/account/records/find-caller'
import { type Caller, guest, type RequestContext } from '@/lib/account/request-context'
import { isRowId } from '@/lib/account/row-id'
import { channels, type RequestChannel } from '@/lib/channels'
import { clientAddress } from '@/lib/http/peer'
import { loggedRoute, requestIdOf } from '@/lib/http/request-id'
import { negotiateLocale } from '@/lib/i18n/locale'
import { redactSecrets } from '@/lib/process/redact-secrets'
import { noteChannel } from '@/lib/process/request-facts'
import { readSessionCookie } from './session-cookie'
import { verifyToken } from './token'

const secretShape = /^[A-Za-z0-9_-]{43}$/

/** An invalid bearer token is a guest. Apps of the ticket dialect send the token without `Bearer`. */
export async function callerOf(headers: Headers, { readsCookie } = { readsCookie: true }): Promise<Caller> {
  const authorization = headers.get('authorization')
  if (authorization !== null)
    return await callerOfBearer(/^(?:Bearer +)?(\S+)$/i.exec(authorization.trim())?.[1] ?? '')
  const secret = readsCookie ? readSessionCookie(headers.get('cookie')) : null
  return secret !== null && secretShape.test(secret) ? await findCallerBySecret(secret) : guest
}

export async function readRequestContext(
  headers: Headers,
  channel: RequestChannel,
  credentials = { readsCookie: true },
): Promise<RequestContext> {
  noteChannel(channel)
  return {
    caller: await callerOf(headers, credentials),
    channel,
    locale: negotiateLocale(undefined, headers.get('accept-language'), channels[channel].locale),
    address: clientAddress(headers),
    userAgent: redactSecrets((headers.get('user-agent') ?? '').replace(/[^\x20-\x7e]/g, '')).slice(0, 200),
    requestId: requestIdOf(headers),
    route: loggedRoute(headers),
  }
}

export const pageCaller: () => Promise<Caller> = cache(async () => await callerOf(await nextHeaders()))

async function callerOfBearer(token: string): Promise<Caller> {
  if (secretShape.test(token)) return await findCallerBySecret(token)
  const claims = await verifyToken(token)
  if (!claims || !isRowId(claims.sessionId)) return guest
  return await findCallerByToken(claims)
}
