import { isTransaction, prisma, type Transaction } from './client'

// All times come from the database's clock: the clocks of servers differ and jump.

/** SQL: the start of the transaction, as stored in our columns (UTC, milliseconds, no zone). */
export const sqlNow = `timezone('utc', now())::timestamp(3)`

/** SQL: now, in milliseconds since 1970. Unlike `now()` it advances while a statement waits for a row lock. */
export const sqlMillis = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint'

const moments = new WeakMap<Transaction, Date>()

/** When the transaction started; outside a transaction, now. Needs a query unless `lockAccount` ran before. */
export async function momentOf(tx: Transaction): Promise<Date> {
  const known = moments.get(tx)
  if (known) return known
  const [row] = await tx.$queryRawUnsafe<{ now: Date }[]>(`SELECT ${sqlNow} AS "now"`)
  if (!row) throw new Error('the database has no time')
  return noteMoment(tx, row.now)
}

export function noteMoment(tx: Transaction, moment: Date): Date {
  if (isTransaction(tx)) moments.set(tx, moment)
  return moment
}

export async function databaseTime(): Promise<Date> {
  return await momentOf(prisma())
}

export function hoursAfter(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * 3_600_000)
}
