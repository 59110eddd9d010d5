import { prisma } from '@/lib/db/client'
import { policy } from '@/lib/policy'
import { noGeneratedPassword } from './store-password'

const batchRows = 1_000
const day = 24 * 3_600_000

/**
 * Deletes what is past every use: tickets a week after their end, pending registrations at theirs, sessions
 * when nobody needs to be told of them any more, counters when they have run out,
 * generated passwords that nobody used, events that are old or too many. In batches, so that no request waits for it.
 */
export async function sweep(): Promise<void> {
  const now = Date.now()
  const weekAgo = new Date(now - 7 * day)
  const longAgo = new Date(now - policy.expiredSessionDays * day)
  await inBatches((take) => deleteTickets(weekAgo, take))
  await inBatches((take) => deleteRegistrations(new Date(now), take))
  await inBatches((take) => deleteSessions(longAgo, take))
  await inBatches((take) => deleteCounters(BigInt(now), take))
  await inBatches((take) => deleteEvents(new Date(now - policy.eventDays * day), take))
  await trimBusyAccounts(new Date(now - day))
  await inBatches((take) => dropGeneratedPasswords(new Date(now), take))
}

async function inBatches(deleteSome: (take: number) => Promise<number>): Promise<void> {
  while ((await deleteSome(batchRows)) === batchRows);
}

async function deleteTickets(before: Date, take: number): Promise<number> {
  const rows = await prisma().ticket.findMany({
    where: { expiresAt: { lt: before } },
    take,
    select: { id: true },
  })
  return (await prisma().ticket.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })).count
}

async function deleteRegistrations(before: Date, take: number): Promise<number> {
  const where = { expiresAt: { lt: before } }
  const rows = await prisma().registration.findMany({ where, take, select: { id: true } })
  return (await prisma().registration.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })).count
}

async function deleteSessions(before: Date, take: number): Promise<number> {
  const rows = await prisma().session.findMany({
    where: { expiresAt: { lt: before } },
    take,
    select: { id: true },
  })
  return (await prisma().session.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })).count
}

async function deleteCounters(before: bigint, take: number): Promise<number> {
  const rows = await prisma().rateLimit.findMany({
    where: { expire: { lt: before } },
    take,
    select: { key: true },
  })
  return (await prisma().rateLimit.deleteMany({ where: { key: { in: rows.map(({ key }) => key) } } })).count
}

async function deleteEvents(before: Date, take: number): Promise<number> {
  const rows = await prisma().event.findMany({ where: { at: { lt: before } }, take, select: { id: true } })
  return (await prisma().event.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })).count
}

/** Only who had many events of late can have too many: everybody else stays below it by age alone. */
async function trimBusyAccounts(since: Date): Promise<void> {
  const fewEachDay = Math.floor(policy.eventsPerAccount / policy.eventDays)
  const full = await prisma().$queryRaw<{ accountId: string }[]>`
    SELECT "accountId" FROM "Event" WHERE "accountId" IN (
      SELECT "accountId" FROM "Event" WHERE "at" > ${since} GROUP BY 1 HAVING count(*) > ${fewEachDay})
    GROUP BY 1 HAVING count(*) > ${policy.eventsPerAccount}`
  for (const { accountId } of full) await trimEvents(accountId)
}

async function trimEvents(accountId: string): Promise<void> {
  const newest = { where: { accountId }, orderBy: { id: 'desc' }, skip: policy.eventsPerAccount } as const
  const first = await prisma().event.findFirst({ ...newest, select: { id: true } })
  if (!first) return
  await inBatches(async (take) => {
    const where = { accountId, id: { lte: first.id } }
    const rows = await prisma().event.findMany({ where, take, select: { id: true } })
    return (await prisma().event.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })).count
  })
}

async function dropGeneratedPasswords(before: Date, take: number): Promise<number> {
  const expired = { generatedPasswordExpiresAt: { lt: before } }
  const rows = await prisma().account.findMany({ where: expired, take, select: { id: true } })
  const where = { ...expired, id: { in: rows.map(({ id }) => id) } }
  return (await prisma().account.updateMany({ where, data: noGeneratedPassword })).count
}
