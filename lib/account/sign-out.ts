import { transact } from '@/lib/db/client'
import type { Visit } from './caller'
import type { EventSource } from './event'
import type { Result } from './failure'
import { lockAccount } from './lock'
import { recordEvent } from './record-event'
import { revoke } from './session'

/**
 * Ends the caller's session, if there is one. An expired one too: it signs nobody in, but it still tells the
 * device dialect whose it was, and in that dialect it opens an account without a password.
 */
export async function signOut(visit: Visit): Promise<Result> {
  const { caller } = visit
  const own =
    caller.kind === 'member'
      ? { sessionId: caller.session.id, accountId: caller.account.id }
      : { sessionId: caller.formerSessionId, accountId: caller.formerAccountId }
  await endOwnSession(visit, own)
  return { ok: true }
}

interface OwnSession {
  readonly sessionId: string | null
  readonly accountId: string | null
}

/** Ends the session that a caller shows, wherever that was asked from. What ended before is left as it was. */
export async function endOwnSession(
  source: EventSource | null,
  { sessionId, accountId }: OwnSession,
): Promise<void> {
  if (sessionId === null || accountId === null) return
  await transact(async (tx) => {
    await lockAccount(tx, accountId)
    if ((await revoke(tx, { id: sessionId }, 'signed_out')) === 0) return
    const event = { kind: 'authn_token_revoked', accountId, sessionId } as const
    await recordEvent(tx, source, { ...event, details: { what: 'signed_out' } })
  })
}
