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

/** A word that no other test uses. */
export function unique(word: string): string {
  return `${word}${randomBytes(5).toString('hex')}`
}

/** An address that no other test uses. */
export function uniqueEmail(): string {
  return `${unique('mail')}@x.test`
}

export const goodPassword = 'correct horse battery'
export const otherPassword = 'staple of another kind'

/** A visit of nobody in particular, through one channel. */
export function guestContext(channel: RequestChannel = 'pages'): RequestContext {
  const origin = { address: '127.0.0.1', userAgent: 'test', requestId: 'test', route: '/test' }
  return { caller: guest, channel, locale: 'en', ...origin }
}

/** A visit by whoever holds a session. */
export async function contextWith(
  secret: string,
  channel: RequestChannel = 'pages',
): Promise<RequestContext> {
  return { ...guestContext(channel), caller: await findCallerBySecret(secret) }
}

/** What an operation gave; a failure is a fault of the test. */
export function must<Success extends object>(result: Result<Success>): Success {
  if (!result.ok) throw new Error(`refused: ${result.codes.join(', ')}`)
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

/**
 * An account with a username and a verified address, unless it is wished otherwise. An unverified one has been
 * mailed its verification.
 */
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

/** Signs in through classic, which asks for no verified address, and visits through the given channel. */
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

/** Whether this password opens this account, at a channel that asks for nothing more. */
export async function canSignIn(login: string, password: string): Promise<boolean> {
  return (await signIn(guestContext('classic'), { login, password })).ok
}

/** `live`, or why the session of this secret no longer counts; null for a secret nobody knows. */
export async function sessionState(secret: string): Promise<'live' | SessionEnd | 'expired' | null> {
  const caller = await findCallerBySecret(secret)
  return caller.kind === 'member' ? 'live' : caller.ended
}

/** The row of an account as it is now; null when it is gone. */
export function accountRow(id: string) {
  return prisma().account.findUnique({ where: { id } })
}

/** Lets a ticket's time run out. */
export async function expireTicket(secret: string): Promise<void> {
  await prisma().ticket.update({
    where: { secretHash: hashSecret(secret) },
    data: { expiresAt: new Date(0) },
  })
}
