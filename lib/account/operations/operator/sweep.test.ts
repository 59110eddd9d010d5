import { expect, test } from 'vitest'
import { mintTicket } from '@/lib/account/records/ticket'
import { hashSecret } from '@/lib/account/secret'
import { prisma, transact } from '@/lib/db/client'
import { policy } from '@/lib/policy'
import { newAccount, signedIn, unique, uniqueEmail } from '@/lib/testing/accounts'
import { sweep } from './sweep'

const day = 24 * 3_600_000
const minute = 60_000

function ago(millis: number): Date {
  return new Date(Date.now() - millis)
}

test('tickets are deleted a week after they expire, spent or not, and not earlier', async () => {
  const { id: accountId, email } = await newAccount()
  const ticketEnded = async (expiresAt: Date, spentAt: Date | null) => {
    const secret = await transact((tx) => mintTicket(tx, { purpose: 'verify_email', email, accountId }))
    const where = { secretHash: hashSecret(secret) }
    return (await prisma().ticket.update({ where, data: { expiresAt, spentAt } })).id
  }
  await ticketEnded(ago(7 * day + minute), null)
  await ticketEnded(ago(8 * day), ago(8 * day))
  const kept = [
    await ticketEnded(ago(7 * day - minute), null),
    await ticketEnded(ago(-day), null),
    await ticketEnded(ago(-day), ago(30 * day)),
  ]
  await sweep()
  const left = await prisma().ticket.findMany({ where: { accountId }, select: { id: true } })
  expect(left.map(({ id }) => id).toSorted()).toEqual(kept.toSorted())
})

test('sessions are deleted 90 days after they expire, revoked or not', async () => {
  const account = await newAccount()
  const sessionEnded = async (expiresAt: Date) => {
    const { sessionId: id } = await signedIn(account)
    await prisma().session.update({ where: { id }, data: { expiresAt } })
    return id
  }
  const keptFor = policy.expiredSessionDays * day
  await sessionEnded(ago(keptFor + minute))
  const revoked = await sessionEnded(ago(keptFor + minute))
  const revocation = { revokedAt: ago(keptFor), revokedFor: 'signed_out' } as const
  await prisma().session.update({ where: { id: revoked }, data: revocation })
  const kept = [await sessionEnded(ago(keptFor - minute)), await sessionEnded(ago(-day))]
  await sweep()
  const left = await prisma().session.findMany({ where: { accountId: account.id }, select: { id: true } })
  expect(left.map(({ id }) => id).toSorted()).toEqual(kept.toSorted())
})

test('pending registrations are deleted when they expire, with their tickets', async () => {
  const email = uniqueEmail()
  const pending = async (expiresAt: Date) => {
    const username = unique('pending')
    const data = { email, username, usernameKey: username, passwordHash: 'x', locale: 'en', expiresAt }
    const { id: registrationId } = await prisma().registration.create({ data })
    await transact((tx) => mintTicket(tx, { purpose: 'confirm_registration', email, registrationId }))
    return registrationId
  }
  await pending(ago(minute))
  const live = await pending(ago(-minute))
  await sweep()
  const left = await prisma().registration.findMany({ where: { email }, select: { id: true } })
  expect(left).toEqual([{ id: live }])
  expect(await prisma().ticket.count({ where: { email } })).toBe(1)
})

test('all expired counters are deleted, and live ones are kept', async () => {
  const mark = unique('counter')
  const counters = (count: number, expire: bigint) =>
    Array.from({ length: count }, (_, n) => ({ key: `${mark}:${expire}:${n}`, points: 1, expire }))
  const now = BigInt(Date.now())
  await prisma().rateLimit.createMany({ data: [...counters(2_100, now - 1n), ...counters(3, now + 60_000n)] })
  await sweep()
  expect(await prisma().rateLimit.count({ where: { key: { startsWith: mark } } })).toBe(3)
})

test('one sweep deletes more than one batch, and keeps accounts', async () => {
  const email = uniqueEmail()
  const { id } = await newAccount()
  const data = Array.from({ length: 2_100 }, () => {
    const username = unique('pending')
    return { email, username, usernameKey: username, passwordHash: 'x', locale: 'en', expiresAt: ago(minute) }
  })
  await prisma().registration.createMany({ data })
  await sweep()
  expect(await prisma().registration.count({ where: { email } })).toBe(0)
  expect(await prisma().account.count({ where: { id } })).toBe(1)
})
