import { database, type Transaction } from './client'
import { sqlMillis } from './time'

/**
 * The table of limits. Each row counts the attempts of one key within a window, which begins with the first of them and ends
 * by the database's clock, the same for all servers. A row may also only keep a key in mind for a time. The sweep clears
 * away what has ended.
 */
interface Window {
  readonly key: string
  readonly attempts: number
  readonly seconds: number
}

// No window ends later than one that began now: a row that says so was written for a longer one, or by a wrong clock.
const isOver = `(held."expire" <= ${sqlMillis} OR held."expire" > ${sqlMillis} + $3::bigint)`

/** One statement takes a try or tells how long none is left: of any number at once no more get one than there are. */
const take = `
  WITH taken AS (
    INSERT INTO "RateLimit" AS held ("key", "points", "expire") VALUES ($1, 1, ${sqlMillis} + $3::bigint)
    ON CONFLICT ("key") DO UPDATE SET
      "points" = CASE WHEN ${isOver} THEN 1 ELSE held."points" + 1 END,
      "expire" = CASE WHEN ${isOver} THEN EXCLUDED."expire" ELSE held."expire" END
    WHERE ${isOver} OR held."points" < $2::int
    RETURNING 1)
  SELECT EXISTS (SELECT FROM taken) AS "isTaken",
    (SELECT "expire" - ${sqlMillis} FROM "RateLimit" WHERE "key" = $1)::float8 AS "millisLeft"`

const giveBack = `
  UPDATE "RateLimit" SET "points" = "points" - 1 WHERE "key" = $1 AND "points" > 0 AND "expire" > ${sqlMillis}`

const remember = `
  INSERT INTO "RateLimit" AS held ("key", "points", "expire") VALUES ($1, 1, ${sqlMillis} + $2::bigint)
  ON CONFLICT ("key") DO UPDATE SET "expire" = GREATEST(held."expire", EXCLUDED."expire")`

const recall = `SELECT ("expire" - ${sqlMillis})::float8 AS "millisLeft" FROM "RateLimit" WHERE "key" = $1`

/**
 * Takes one try of a window. One that is refused is not counted.
 *
 * @returns null; or the seconds until the window ends, where no try is left in it
 */
export async function takeFrom({ key, attempts, seconds }: Window, tx?: Transaction): Promise<number | null> {
  const values = [key, attempts, seconds * 1_000]
  const [row] = await run<{ isTaken: boolean; millisLeft: number | null }>(take, values, tx)
  if (row?.isTaken) return null
  // A window that others began in this very moment is not seen yet, and has just begun.
  return Math.max(1, Math.ceil((row?.millisLeft ?? seconds * 1_000) / 1_000))
}

/** Gives a try back to its window, unless that has ended. */
export async function giveBackTo(key: string): Promise<void> {
  await run(giveBack, [key])
}

/** Keeps a key in mind for so many seconds from now on; one that is kept for longer stays so. */
export async function rememberKey(key: string, seconds: number, tx?: Transaction): Promise<void> {
  await run(remember, [key, Math.ceil(seconds * 1_000)], tx)
}

/** How long a key is still kept in mind; 0 when it is not. */
export async function rememberedMillis(key: string): Promise<number> {
  const [row] = await run<{ millisLeft: number }>(recall, [key])
  return Math.max(0, row?.millisLeft ?? 0)
}

/** Whether a key is in mind. */
export async function isKeyRemembered(key: string): Promise<boolean> {
  return (await rememberedMillis(key)) > 0
}

/** Past Prisma where there is no transaction: at a sign-in it is asked several times. */
async function run<Row>(statement: string, values: readonly unknown[], tx?: Transaction): Promise<Row[]> {
  return tx
    ? await tx.$queryRawUnsafe<Row[]>(statement, ...values)
    : await database().query<Row>(statement, [...values])
}
