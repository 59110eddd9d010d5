import { onceCommitted, Prisma, type Transaction } from '@/lib/db/client'
import { type AccountEvent, type EventSource, eventRow, logEvent } from './event'

/**
 * Records what a transaction does to an account: a row in it, and one line of the log when it is done. Neither
 * exists without its cause. For an account that is not there nothing is written, with the same statement, so that
 * an operation may hide whether it made one.
 */
export async function recordEvent(
  tx: Transaction,
  source: EventSource | null,
  event: AccountEvent,
): Promise<void> {
  const row = eventRow(source, event)
  const written = await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Event"
      ("accountId", "kind", "at", "dialect", "userAgent", "address", "requestId", "session", "details")
    SELECT "id", ${row.kind}, ${inUtc(row.at)}::timestamp, ${row.dialect}, ${row.userAgent},
      ${row.address}, ${row.requestId}, ${row.session}, ${JSON.stringify(row.details)}::jsonb
    FROM "Account" WHERE "id" = ${row.accountId}::uuid`)
  if (written > 0) onceCommitted(tx, () => logEvent(source, row))
}

/** As Prisma writes a moment: the column knows no time zone, and the server's own must not matter. */
function inUtc(moment: Date): string {
  return moment.toISOString().slice(0, -1)
}
