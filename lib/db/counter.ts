import { database, type Transaction } from './client'
import { sqlMillis } from './time'

// A window starts with its first point and ends by the database's clock. A row may also just remember a key for a time.
interface Window {
  readonly key: string
  readonly attempts: number
  readonly seconds: number
}

// A window that ends later than a new one would was written for a longer window or by a wrong clock: it is over.
const isExpired = `(held."expire" <= ${sqlMillis} OR held."expire" > ${sqlMillis} + $3::bigint)`

// One atomic statement, so that parallel requests never get more points than there are.
const consume = `
  WITH taken AS (
    INSERT INTO "RateLimit" AS held ("key", "points", "expire") VALUES ($1, 1, ${sqlMillis} + $3::bigint)
    ON CONFLICT ("key") DO UPDATE SET
      "points" = CASE WHEN ${isExpired} THEN 1 ELSE held."points" + 1 END,
      "expire" = CASE WHEN ${isExpired} THEN EXCLUDED."expire" ELSE held."expire" END
    WHERE ${isExpired} OR held."points" < $2::int
    RETURNING 1)
  SELECT EXISTS (SELECT FROM taken) AS "isTaken",
    (SELECT "expire" - ${sqlMillis} FROM "RateLimit" WHERE "key" = $1)::float8 AS "millisLeft"`

const refund = `
  UPDATE "RateLimit" SET "points" = "points" - 1 WHERE "key" = $1 AND "points" > 0 AND "expire" > ${sqlMillis}`

const remember = `
  INSERT INTO "RateLimit" AS held ("key", "points", "expire") VALUES ($1, 1, ${sqlMillis} + $2::bigint)
  ON CONFLICT ("key") DO UPDATE SET "expire" = GREATEST(held."expire", EXCLUDED."expire")`

const readMillisLeft = `SELECT ("expire" - ${sqlMillis})::float8 AS "millisLeft" FROM "RateLimit" WHERE "key" = $1`

/** @returns null; or, if no point is left, the seconds until the window ends */
export async function consumePoint(
  { key, attempts, seconds }: Window,
  tx?: Transaction,
): Promise<number | null> {
  const values = [key, attempts, seconds * 1_000]
  const [row] = await run<{ isTaken: boolean; millisLeft: number | null }>(consume, values, tx)
  if (row?.isTaken) return null
  // Null if another transaction has just started the window.
  return Math.max(1, Math.ceil((row?.millisLeft ?? seconds * 1_000) / 1_000))
}

export async function refundPoint(key: string): Promise<void> {
  await run(refund, [key])
}

/** Remembers a key for this many seconds; never shortens an earlier, longer time. */
export async function rememberKey(key: string, seconds: number, tx?: Transaction): Promise<void> {
  await run(remember, [key, Math.ceil(seconds * 1_000)], tx)
}

export async function rememberedMillis(key: string): Promise<number> {
  const [row] = await run<{ millisLeft: number }>(readMillisLeft, [key])
  return Math.max(0, row?.millisLeft ?? 0)
}

export async function isKeyRemembered(key: string): Promise<boolean> {
  return (await rememberedMillis(key)) > 0
}

async function run<Row>(statement: string, values: readonly unknown[], tx?: Transaction): Promise<Row[]> {
  return tx
    ? await tx.$queryRawUnsafe<Row[]>(statement, ...values)
    : await database().query<Row>(statement, [...values])
}
