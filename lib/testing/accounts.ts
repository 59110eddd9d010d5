import { randomBytes } from 'node:crypto'
import type { Result } from '@/lib/account/failure'
import { signIn } from '@/lib/account/operations/entering/sign-in'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import { findCallerBySecret } from '@/lib/account/records/find-caller'
import { guest, type RequestContext } from '@/lib/account/request-context'
import { hashSecret } from '@/lib/account/secret'
import type { RequestChannel } from '@/lib/channels'
import { prisma, type SessionEnd } from '@/lib/db/client'
import { answerRequestsFor } from './waiting-mail'

export function unique(word: string): string {
  return `${word}${randomBytes(5).toString('hex')}`
}

export function uniqueEmail(): string {
  return `${unique('mail')}@x.test`
}

export const goodPassword = 'correct horse battery'
export const otherPassword = 'staple of another kind'

export function guestContext(channel: RequestChannel = 'pages'): RequestContext {
  const origin = { address: '127.0.0.1', userAgent: 'test', requestId: 'test', route: '/test' }
  return { caller: guest, channel, locale: 'en', ...origin }
}

export async function contextWith(
  secret: string,
  channel: RequestChannel = 'pages',
): Promise<RequestContext> {
  return { ...guestContext(channel), caller: await findCallerBySecret(secret) }
}

export function must<Success extends object>(result: Result<Success>): Success {
  if (!result.ok) throw new Error(`operation failed: ${result.codes.join(', ')}`)
  return result
}

export interface TestAccount {
  readonly id: string
  readonly username: string | null
  readonly email: string
  readonly password: string
}

interface AccountOptions {
  readonly username?: string | null
  readonly email?: string
  readonly verified?: boolean
  readonly hasPassword?: boolean
  readonly locale?: 'en' | 'ru'
}

/** By default with a username and a verified address. An unverified account has been sent its verification mail. */
export async function newAccount(options: AccountOptions = {}): Promise<TestAccount> {
  const { verified = true, hasPassword = true, locale = 'en', email = uniqueEmail() } = options
  const username = options.username === undefined ? unique('user') : options.username
  const input = { username, email, password: goodPassword }
  const { accountId: id } = must(await registerAccount({ ...guestContext('rest'), locale }, input))
  const data = {
    emailVerifiedAt: verified ? new Date() : null,
    ...(hasPassword ? {} : { passwordHash: null }),
  }
  await prisma().account.update({ where: { id }, data })
  if (!verified) await answerRequestsFor(email)
  return { id, username, email, password: goodPassword }
}

/** Signs in through classic, which accepts unverified addresses. The context has the given channel. */
export async function signedIn(
  { email, password }: { email: string; password: string },
  channel: RequestChannel = 'pages',
): Promise<{ context: RequestContext; secret: string; sessionId: string }> {
  const { session } = must(await signIn(guestContext('classic'), { login: email, password }))
  return {
    context: await contextWith(session.secret, channel),
    secret: session.secret,
    sessionId: session.id,
  }
}

export async function canSignIn(login: string, password: string): Promise<boolean> {
  return (await signIn(guestContext('classic'), { login, password })).ok
}

/** `live`, or why the session has ended; null for an unknown secret. */
export async function sessionState(secret: string): Promise<'live' | SessionEnd | 'expired' | null> {
  const caller = await findCallerBySecret(secret)
  return caller.kind === 'member' ? 'live' : caller.ended
}

export function accountRow(id: string) {
  return prisma().account.findUnique({ where: { id } })
}

export async function expireTicket(secret: string): Promise<void> {
  await prisma().ticket.update({
    where: { secretHash: hashSecret(secret) },
    data: { expiresAt: new Date(0) },
  })
}
