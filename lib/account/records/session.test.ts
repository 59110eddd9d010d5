import { expect, test } from 'vitest'
import { accountFacts, sessionFacts } from '@/lib/account/account-facts'
import { signIn } from '@/lib/account/operations/entering/sign-in'
import { signOut } from '@/lib/account/operations/entering/sign-out'
import { guest } from '@/lib/account/request-context'
import { hashSecret } from '@/lib/account/secret'
import type { RequestChannel } from '@/lib/channels'
import { prisma, transact } from '@/lib/db/client'
import { policy } from '@/lib/policy'
import { contextWith, guestContext, must, newAccount, sessionState, signedIn } from '@/lib/testing/accounts'
import { findCallerBySecret, findCallerByToken, type TokenClaims } from './find-caller'
import { openSession } from './session'

const hour = 3_600_000
const day = 24 * hour

function row(id: string) {
  return prisma().session.findUniqueOrThrow({ where: { id } })
}

async function setIdle(id: string, millis: number): Promise<Date> {
  const lastUsedAt = new Date(Date.now() - millis)
  await prisma().session.update({ where: { id }, data: { lastUsedAt } })
  return lastUsedAt
}

/** Looks up a session by a token with the usual claims, or those in `over`. */
async function findByToken(sessionId: string, over: Partial<TokenClaims> = {}) {
  const session = await prisma().session.findUnique({ where: { id: sessionId } })
  const second = (at = new Date()) => new Date(Math.floor(at.getTime() / 1_000) * 1_000)
  const claims = { sessionId, issuedAt: second(session?.createdAt), expiresAt: second(session?.endsAt) }
  return await findCallerByToken({ ...claims, ...over })
}

test.each([
  ['pages', policy.sessionIdleDays, policy.sessionTotalDays],
  ['device', policy.deviceSessionIdleDays, policy.deviceSessionTotalDays],
] as const)(
  'a session of %s lasts %i days unused, %i in total',
  async (channel: RequestChannel, idle, total) => {
    const account = await newAccount()
    const before = Date.now()
    const { id } = await transact((tx) => openSession(tx, guestContext(channel), account.id, 'password'))
    const { createdAt, expiresAt, endsAt } = await row(id)
    expect(createdAt.getTime()).toBeGreaterThanOrEqual(before)
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(idle * day)
    expect(endsAt.getTime() - createdAt.getTime()).toBe(total * day)
  },
)

test('the database holds no secret, and the caller has no password hash', async () => {
  const account = await newAccount()
  const { secret, sessionId } = await signedIn(account)
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
  const { secretHash, channel, userAgent, address } = await row(sessionId)
  expect(secretHash).toEqual(hashSecret(secret))
  expect({ channel, userAgent, address }).toEqual({
    channel: 'classic',
    userAgent: 'test',
    address: '127.0.0.1',
  })
  const caller = await findCallerBySecret(secret)
  const whole = await prisma().session.findUniqueOrThrow({
    where: { id: sessionId },
    include: { account: true },
  })
  expect(caller).toEqual({
    kind: 'member',
    account: accountFacts(whole.account),
    session: sessionFacts(whole),
  })
  expect(JSON.stringify(caller)).not.toContain('$2')
  expect(await findByToken(sessionId)).toEqual(caller)
})

test('last use and expiry are updated at most once an hour', async () => {
  const { secret, sessionId } = await signedIn(await newAccount())
  const recent = await setIdle(sessionId, hour - 60_000)
  const { expiresAt } = await row(sessionId)
  expect(await sessionState(secret)).toBe('live')
  expect(await row(sessionId)).toMatchObject({ lastUsedAt: recent, expiresAt })
  await setIdle(sessionId, hour + 60_000)
  await prisma().session.update({ where: { id: sessionId }, data: { expiresAt: new Date(Date.now() + day) } })
  const before = Date.now()
  expect(await sessionState(secret)).toBe('live')
  const touched = await row(sessionId)
  expect(touched.lastUsedAt.getTime()).toBeGreaterThanOrEqual(before)
  expect(touched.expiresAt.getTime() - touched.lastUsedAt.getTime()).toBe(policy.sessionIdleDays * day)
})

test('a session never lasts longer than its total time, however much it is used', async () => {
  const { secret, sessionId } = await signedIn(await newAccount())
  const endsAt = new Date(Date.now() + 2 * day)
  await prisma().session.update({ where: { id: sessionId }, data: { expiresAt: endsAt, endsAt } })
  await setIdle(sessionId, 2 * hour)
  expect(await sessionState(secret)).toBe('live')
  expect(await row(sessionId)).toMatchObject({ expiresAt: endsAt, endsAt })
})

test('an expired session makes a guest, with the reason', async () => {
  const account = await newAccount()
  const { secret, sessionId } = await signedIn(account)
  const past = new Date(Date.now() - 1)
  await prisma().session.update({ where: { id: sessionId }, data: { expiresAt: past } })
  const expected = {
    kind: 'guest',
    ended: 'expired',
    formerSessionId: sessionId,
    formerAccountId: account.id,
  }
  expect(await findCallerBySecret(secret)).toEqual(expected)
  expect(await findByToken(sessionId)).toEqual(expected)
  await prisma().session.update({ where: { id: sessionId }, data: { expiresAt: past, endsAt: past } })
  expect(await sessionState(secret)).toBe('expired')
  // The lookup does not extend it.
  expect((await row(sessionId)).expiresAt).toEqual(past)
})

test('a revocation works at the next lookup, by secret and by id, and keeps its first reason', async () => {
  const account = await newAccount()
  const { context, secret, sessionId } = await signedIn(account)
  must(await signOut(context))
  const expected = {
    kind: 'guest',
    ended: 'signed_out',
    formerSessionId: sessionId,
    formerAccountId: account.id,
  }
  expect(await findCallerBySecret(secret)).toEqual(expected)
  expect(await findByToken(sessionId)).toEqual(expected)
  const { revokedAt } = await row(sessionId)
  must(await signOut(context))
  must(await signIn(context, { login: account.email, password: account.password }))
  expect(await row(sessionId)).toMatchObject({ revokedAt, revokedFor: 'signed_out' })
})

test('signing out succeeds for a guest, and leaves other sessions alone', async () => {
  const account = await newAccount()
  const [first, second] = [await signedIn(account), await signedIn(account)]
  must(await signOut(guestContext()))
  must(await signOut(first.context))
  expect(await sessionState(first.secret)).toBe('signed_out')
  expect(await sessionState(second.secret)).toBe('live')
})

test('an unknown secret and an unknown id make a guest', async () => {
  const { caller } = await contextWith('x'.repeat(43))
  expect(caller).toEqual(guest)
  expect(await findByToken(crypto.randomUUID())).toEqual(guest)
})

test('a token is valid only within its own time and that of its session', async () => {
  const { sessionId } = await signedIn(await newAccount())
  const { endsAt } = await row(sessionId)
  const after = (moment: number, millis: number) => new Date(moment + millis)
  const invalid: Record<string, Partial<TokenClaims>> = {
    expired: { expiresAt: after(Date.now(), -1_000) },
    'outlives its session': { expiresAt: after(endsAt.getTime(), 1_000) },
    'issued in a minute': { issuedAt: after(Date.now(), 60_000) },
    'issued tomorrow': { issuedAt: after(Date.now(), day) },
  }
  for (const [name, claims] of Object.entries(invalid))
    expect([name, await findByToken(sessionId, claims)]).toEqual([name, guest])
  expect(await findByToken(sessionId)).toMatchObject({ kind: 'member' })
})

test('a session is deleted with its account', async () => {
  const account = await newAccount()
  const { secret } = await signedIn(account)
  await prisma().account.delete({ where: { id: account.id } })
  expect(await sessionState(secret)).toBeNull()
})

test('signing out ends an expired session too, so that it no longer identifies the account', async () => {
  const { secret, sessionId } = await signedIn(await newAccount())
  await prisma().session.update({ where: { id: sessionId }, data: { expiresAt: new Date(Date.now() - 1) } })
  expect(await sessionState(secret)).toBe('expired')
  must(await signOut(await contextWith(secret)))
  expect(await sessionState(secret)).toBe('signed_out')
})
