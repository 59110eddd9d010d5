import { isTransaction, prisma, type Transaction } from './client'

/**
 * The one clock is the database's. The clocks of servers differ and jump, and what one of them writes another judges: so
 * none of them is asked when something happens or ends.
 */

/** SQL: when the transaction began, as our columns keep a moment: in UTC, to the millisecond, without a zone. */
export const sqlNow = `timezone('utc', now())::timestamp(3)`

/**
 * SQL: this moment in milliseconds since 1970, as the table of limits keeps it. It goes on while a statement waits for a
 * row, so that of two that count in turn the later one has the later time.
 */
export const sqlMillis = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint'

const moments = new WeakMap<Transaction, Date>()

/**
 * The moment of a transaction: when it began, so that all it writes is of one time. It costs a query where no account was
 * locked before (`lockAccount`); outside of a transaction it is the time now.
 */
export async function momentOf(tx: Transaction): Promise<Date> {
  const known = moments.get(tx)
  if (known) return known
  const [row] = await tx.$queryRawUnsafe<{ now: Date }[]>(`SELECT ${sqlNow} AS "now"`)
  if (!row) throw new Error('the database has no time')
  return noteMoment(tx, row.now)
}

/** Keeps the moment of a transaction that a statement of it has read beside something else. */
export function noteMoment(tx: Transaction, moment: Date): Date {
  if (isTransaction(tx)) moments.set(tx, moment)
  return moment
}

/** What time it is by the database's clock. */
export async function databaseTime(): Promise<Date> {
  return await momentOf(prisma())
}

export function hoursAfter(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * 3_600_000)
}
