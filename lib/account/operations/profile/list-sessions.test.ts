import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { prisma } from '@/lib/db/client'
import { guestContext, must, newAccount, sessionState, signedIn } from '@/lib/testing/accounts'
import { endOtherSessions, endSession } from './end-session'
import { listSessions } from './list-sessions'

async function usedMinutesAgo(id: string, minutes: number): Promise<void> {
  const lastUsedAt = new Date(Date.now() - minutes * 60_000)
  await prisma().session.update({ where: { id }, data: { lastUsedAt } })
}

test('the list has live sessions: the current one first, then the last used', async () => {
  const account = await newAccount()
  const [own, older, newer, ended, expired] = [
    await signedIn(account),
    await signedIn(account),
    await signedIn(account),
    await signedIn(account),
    await signedIn(account),
  ]
  await usedMinutesAgo(own.sessionId, 50)
  await usedMinutesAgo(older.sessionId, 40)
  await usedMinutesAgo(newer.sessionId, 10)
  must(await endSession(own.context, { session: ended.sessionId }))
  await prisma().session.update({ where: { id: expired.sessionId }, data: { expiresAt: new Date(0) } })
  const listed = await listSessions(own.context.caller)
  expect(listed.map(({ id, current }) => ({ id, current }))).toEqual([
    { id: own.sessionId, current: true },
    { id: newer.sessionId, current: false },
    { id: older.sessionId, current: false },
  ])
  expect(listed[0]).toMatchObject({ channel: 'classic', userAgent: 'test', address: '127.0.0.1' })
  expect(JSON.stringify(listed)).not.toMatch(/secret|hash/i)
})

test('a guest has no sessions to list or to end', async () => {
  expect(await listSessions(guestContext().caller)).toEqual([])
  expect(await endSession(guestContext(), { session: crypto.randomUUID() })).toEqual(fail('signed_out'))
  expect(await endOtherSessions(guestContext())).toEqual(fail('signed_out'))
})

test('ending one session ends only that one', async () => {
  const account = await newAccount()
  const [own, other, third] = [await signedIn(account), await signedIn(account), await signedIn(account)]
  must(await endSession(own.context, { session: other.sessionId }))
  expect(await sessionState(other.secret)).toBe('ended_elsewhere')
  expect(await sessionState(own.secret)).toBe('live')
  expect(await sessionState(third.secret)).toBe('live')
})

test("another account's session, an ended one and a random id are unknown", async () => {
  const { context } = await signedIn(await newAccount())
  const stranger = await signedIn(await newAccount())
  const ended = await signedIn(await newAccount())
  must(await endSession(ended.context, { session: ended.sessionId }))
  for (const session of [stranger.sessionId, crypto.randomUUID(), 'x', '']) {
    expect(await endSession(context, { session })).toEqual(fail('session_unknown'))
  }
  expect(await endSession(ended.context, { session: ended.sessionId })).toEqual(fail('session_unknown'))
  expect(await sessionState(stranger.secret)).toBe('live')
})

test('ending the other sessions keeps the current one and those of other accounts', async () => {
  const account = await newAccount()
  const [own, other, third] = [await signedIn(account), await signedIn(account), await signedIn(account)]
  const stranger = await signedIn(await newAccount())
  must(await endOtherSessions(own.context))
  expect(await sessionState(other.secret)).toBe('ended_elsewhere')
  expect(await sessionState(third.secret)).toBe('ended_elsewhere')
  expect(await sessionState(own.secret)).toBe('live')
  expect(await sessionState(stranger.secret)).toBe('live')
})
