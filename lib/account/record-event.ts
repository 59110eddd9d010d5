import { afterCommit, Prisma, type Transaction } from '@/lib/db/client'
import { sqlNow } from '@/lib/db/time'
import type { EventKind } from '@/lib/event-kinds'
import { type AccountEvent, type EventSource, eventRow, logEvent } from './event'

/** A row now, a log line after commit. An unknown account costs the same statement, so timing reveals nothing. */
export async function recordEvent(
  tx: Transaction,
  source: EventSource | null,
  event: AccountEvent,
): Promise<void> {
  await writeEvent(tx, source, event, { kind: Prisma.sql`${event.kind}`, withClause: Prisma.empty })
}

/** `session`: one that has expired, or one of another channel. */
export type SignInMethod = 'password' | 'device' | 'session' | 'provider'

interface SignInEvent {
  readonly accountId: string
  readonly sessionId: string
  readonly by: SignInMethod
  readonly withClause: Prisma.Sql
}

export async function openAndRecord(
  tx: Transaction,
  source: EventSource,
  { accountId, sessionId, by, withClause }: SignInEvent,
): Promise<void> {
  const kind = Prisma.sql`
    CASE WHEN (
      SELECT "kind" FROM "Event" WHERE "accountId" = ${accountId}::uuid AND "kind" LIKE 'authn_login_%'
        AND "details"->>'reason' IS DISTINCT FROM 'email_not_verified'
      ORDER BY "at" DESC, "id" DESC LIMIT 1
    ) LIKE 'authn_login_fail%' THEN 'authn_login_successafterfail' ELSE 'authn_login_success' END`
  const event = { kind: 'authn_login_success', accountId, sessionId, details: { by } } as const
  await writeEvent(tx, source, event, { kind, withClause })
}

const now = Prisma.raw(sqlNow)

async function writeEvent(
  tx: Transaction,
  source: EventSource | null,
  event: AccountEvent,
  { kind, withClause }: { kind: Prisma.Sql; withClause: Prisma.Sql },
): Promise<void> {
  const row = eventRow(source, event)
  const [written] = await tx.$queryRaw<{ kind: EventKind }[]>(Prisma.sql`${withClause}
    INSERT INTO "Event"
      ("accountId", "kind", "at", "dialect", "userAgent", "address", "requestId", "session", "details")
    SELECT "id", ${kind}, ${now}, ${row.channel}, ${row.userAgent},
      ${row.address}, ${row.requestId}, ${row.session}, ${JSON.stringify(row.details)}::jsonb
    FROM "Account" WHERE "id" = ${row.accountId}::uuid
    RETURNING "kind"`)
  if (written) afterCommit(tx, () => logEvent(source, { ...row, kind: written.kind }))
}

/** A moment as Prisma writes it: the column has no time zone, and the database's zone must not matter. */
export function utcTimestamp(moment: Date): Prisma.Sql {
  return Prisma.sql`${moment.toISOString().slice(0, -1)}::timestamp`
}
