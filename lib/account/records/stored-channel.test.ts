import { expect, test } from 'vitest'
import { listSessions } from '@/lib/account/operations/profile/list-sessions'
import { prisma } from '@/lib/db/client'
import { contextWith, newAccount, signedIn } from '@/lib/testing/accounts'
import { deferredRequest } from './deferred-request'

/** The release before called the channel `dialect`, and the pages `form`. */

test('a queued request of the release before is read', () => {
  const origin = { address: '127.0.0.1', userAgent: 'test', requestId: 'test', route: '/reset' }
  const job = { kind: 'reset', email: 'a@x.test', askedAt: '2026-11-28T12:00:00.000Z' }
  const read = (channel: object) => deferredRequest.safeParse({ ...job, source: { ...origin, ...channel } })
  expect(read({ dialect: 'form' }).data).toMatchObject({ source: { ...origin, channel: 'pages' } })
  expect(read({ dialect: 'rest' }).data).toMatchObject({ source: { channel: 'rest' } })
  expect(read({ channel: 'pages' }).data).toMatchObject({ source: { channel: 'pages' } })
  expect(read({ dialect: 'other' }).success).toBe(false)
})

test('a session of the release before is one of the pages', async () => {
  const { secret, sessionId } = await signedIn(await newAccount())
  await prisma().session.update({ where: { id: sessionId }, data: { channel: 'form' } })
  const { caller } = await contextWith(secret)
  expect(caller).toMatchObject({ kind: 'member', session: { channel: 'pages' } })
  expect(await listSessions(caller)).toMatchObject([{ id: sessionId, channel: 'pages' }])
})
