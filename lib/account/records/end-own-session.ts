import type { EventSource } from '@/lib/account/event'
import { lockAccount } from '@/lib/account/lock'
import { recordEvent } from '@/lib/account/record-event'
import { transact } from '@/lib/db/client'
import { revokeSessions } from './session'

interface OwnSession {
  readonly sessionId: string | null
  readonly accountId: string | null
}

/** Ends the caller's own session. A session that has already ended stays unchanged. */
export async function endOwnSession(
  source: EventSource | null,
  { sessionId, accountId }: OwnSession,
): Promise<void> {
  if (sessionId === null || accountId === null) return
  await transact(async (tx) => {
    await lockAccount(tx, accountId)
    if ((await revokeSessions(tx, { id: sessionId }, 'signed_out')) === 0) return
    const event = { kind: 'authn_token_revoked', accountId, sessionId } as const
    await recordEvent(tx, source, { ...event, details: { what: 'signed_out' } })
  })
}
