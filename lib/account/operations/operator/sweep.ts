import { noGeneratedPassword } from '@/lib/account/records/generated-password'
import { Prisma, prisma } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/time'
import { policy } from '@/lib/policy'

const batchRows = 1_000
const day = 24 * 3_600_000

/** Deletes expired and outdated rows, in batches, so that no request has to wait. */
export async function sweep(): Promise<void> {
  const now = (await databaseTime()).getTime()
  const longAgo = new Date(now - policy.expiredSessionDays * day)
  await deleteBefore('Ticket', 'expiresAt', new Date(now - 7 * day))
  await deleteBefore('Registration', 'expiresAt', new Date(now))
  await deleteBefore('Session', 'expiresAt', longAgo)
  await deleteBefore('RateLimit', 'expire', BigInt(now))
  await deleteBefore('Event', 'at', new Date(now - policy.eventDays * day))
  await trimBusyAccounts(new Date(now - day))
  await inBatches(() => dropGeneratedPasswords(new Date(now)))
}

async function inBatches(deleteSome: () => Promise<number>): Promise<void> {
  while ((await deleteSome()) === batchRows);
}

/** In the order of the index, so that each batch reads no more than it deletes. */
async function deleteBefore(
  table: 'Ticket' | 'Registration' | 'Session' | 'RateLimit' | 'Event',
  column: 'expiresAt' | 'expire' | 'at',
  before: Date | bigint,
): Promise<void> {
  const from = Prisma.raw(`"${table}"`)
  const end = Prisma.raw(`"${column}"`)
  await inBatches(
    () => prisma().$executeRaw`
      DELETE FROM ${from} WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM ${from} WHERE ${end} < ${before} ORDER BY ${end} LIMIT ${batchRows}))`,
  )
}

/** Only accounts with many recent events can exceed the maximum: for the others, old events are deleted in time. */
async function trimBusyAccounts(since: Date): Promise<void> {
  const safePerDay = Math.floor(policy.eventsPerAccount / policy.eventDays)
  const full = await prisma().$queryRaw<{ accountId: string }[]>`
    SELECT "accountId" FROM "Event" WHERE "accountId" IN (
      SELECT "accountId" FROM "Event" WHERE "at" > ${since} GROUP BY 1 HAVING count(*) > ${safePerDay})
    GROUP BY 1 HAVING count(*) > ${policy.eventsPerAccount}`
  for (const { accountId } of full) await inBatches(() => trimEvents(accountId))
}

function trimEvents(accountId: string): Promise<number> {
  return prisma().$executeRaw`
    DELETE FROM "Event" WHERE "id" IN (
      SELECT "id" FROM "Event" WHERE "accountId" = ${accountId}::uuid
      ORDER BY "at" DESC, "id" DESC OFFSET ${policy.eventsPerAccount} LIMIT ${batchRows})`
}

async function dropGeneratedPasswords(before: Date): Promise<number> {
  const expired = { generatedPasswordExpiresAt: { lt: before } }
  const oldest = { orderBy: { generatedPasswordExpiresAt: 'asc' }, take: batchRows } as const
  const rows = await prisma().account.findMany({ where: expired, ...oldest, select: { id: true } })
  const where = { ...expired, id: { in: rows.map(({ id }) => id) } }
  return (await prisma().account.updateMany({ where, data: noGeneratedPassword })).count
}
