import { Prisma, prisma, type Transaction } from '@/lib/db/client'
import { sqlMillis } from '@/lib/db/time'

/**
 * What has its time, counted from when it happened and by the database's clock, so that all servers agree: a
 * row of the limits' table, which the sweep clears away.
 */

const now = Prisma.raw(sqlMillis)

/**
 * Whether it is this key's turn: once, and not again for so many seconds. Of two at once one gets it. No turn lasts
 * longer than one that was taken now: a row that says so is none.
 */
export async function takeTurn(tx: Transaction, key: string, seconds: number): Promise<boolean> {
  const millis = seconds * 1_000
  const rows = await tx.$queryRaw<unknown[]>`
    INSERT INTO "RateLimit" AS held (key, points, expire)
    VALUES (${`turn:${key}`}, 1, ${now} + ${millis}::bigint)
    ON CONFLICT (key) DO UPDATE SET expire = EXCLUDED.expire
    WHERE held.expire <= ${now} OR held.expire > ${now} + ${millis}::bigint
    RETURNING key`
  return rows.length === 1
}

/** Asks all servers to leave a channel alone. Of two such times the later one counts. */
export async function pauseChannel(channel: string, seconds: number): Promise<void> {
  await prisma().$executeRaw`
    INSERT INTO "RateLimit" AS held (key, points, expire)
    VALUES (${`pause:${channel}`}, 1, ${now} + ${Math.ceil(seconds * 1_000)}::bigint)
    ON CONFLICT (key) DO UPDATE SET expire = GREATEST(held.expire, EXCLUDED.expire)`
}

/** How long a channel is still to be left alone; 0 when it may be used. */
export async function pauseMillis(channel: string): Promise<number> {
  const [row] = await prisma().$queryRaw<{ millis: number }[]>`
    SELECT (expire - ${now})::float8 AS millis FROM "RateLimit" WHERE key = ${`pause:${channel}`}`
  return Math.max(0, row?.millis ?? 0)
}
