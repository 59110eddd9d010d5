import { afterCommit, Prisma, type Transaction } from '@/lib/db/client'
import { sqlNow } from '@/lib/db/time'
import type { EventKind } from '@/lib/event-kinds'
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
  await writeEvent(tx, source, event, { kind: Prisma.sql`${event.kind}`, opening: Prisma.empty })
}

/** What was shown to get in: a password, a known device, another provider's word, a session that had expired or was another channel's. */
export type SignInMethod = 'password' | 'device' | 'session' | 'provider'

interface SignInEvent {
  readonly accountId: string
  readonly sessionId: string
  readonly by: SignInMethod
  /** What makes the session, as the `WITH` of the same statement. */
  readonly opening: Prisma.Sql
}

/** Opens a session and records the sign-in; one that comes right after wrong ones is told apart. */
export async function openAndRecord(
  tx: Transaction,
  source: EventSource,
  { accountId, sessionId, by, opening }: SignInEvent,
): Promise<void> {
  const kind = Prisma.sql`
    CASE WHEN (
      SELECT "kind" FROM "Event" WHERE "accountId" = ${accountId}::uuid AND "kind" LIKE 'authn_login_%'
        AND "details"->>'reason' IS DISTINCT FROM 'email_not_verified'
      ORDER BY "at" DESC, "id" DESC LIMIT 1
    ) LIKE 'authn_login_fail%' THEN 'authn_login_successafterfail' ELSE 'authn_login_success' END`
  const event = { kind: 'authn_login_success', accountId, sessionId, details: { by } } as const
  await writeEvent(tx, source, event, { kind, opening })
}

const now = Prisma.raw(sqlNow)

async function writeEvent(
  tx: Transaction,
  source: EventSource | null,
  event: AccountEvent,
  { kind, opening }: { kind: Prisma.Sql; opening: Prisma.Sql },
): Promise<void> {
  const row = eventRow(source, event)
  const [written] = await tx.$queryRaw<{ kind: EventKind }[]>(Prisma.sql`${opening}
    INSERT INTO "Event"
      ("accountId", "kind", "at", "dialect", "userAgent", "address", "requestId", "session", "details")
    SELECT "id", ${kind}, ${now}, ${row.channel}, ${row.userAgent},
      ${row.address}, ${row.requestId}, ${row.session}, ${JSON.stringify(row.details)}::jsonb
    FROM "Account" WHERE "id" = ${row.accountId}::uuid
    RETURNING "kind"`)
  if (written) afterCommit(tx, () => logEvent(source, { ...row, kind: written.kind }))
}

/** As Prisma writes a moment: the column knows no time zone, and the server's own must not matter. */
export function utcTimestamp(moment: Date): Prisma.Sql {
  return Prisma.sql`${moment.toISOString().slice(0, -1)}::timestamp`
}
