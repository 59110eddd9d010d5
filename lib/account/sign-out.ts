import { transact } from '@/lib/db/client'
import type { Member, Visit } from './caller'
import type { EventSource } from './event'
import type { Result } from './failure'
import { recordEvent } from './record-event'
import { revoke } from './session'

/** Ends the caller's session, if there is one; for a guest it is done already. */
export async function signOut(visit: Visit): Promise<Result> {
  if (visit.caller.kind === 'member') await endOwnSession(visit, visit.caller)
  return { ok: true }
}

/** Ends the session that a caller shows, wherever that was asked from. */
export async function endOwnSession(source: EventSource | null, { account, session }: Member): Promise<void> {
  await transact(async (tx) => {
    if ((await revoke(tx, { id: session.id }, 'signed_out')) === 0) return
    const event = { kind: 'authn_token_revoked', accountId: account.id, sessionId: session.id } as const
    await recordEvent(tx, source, { ...event, details: { what: 'signed_out' } })
  })
}
