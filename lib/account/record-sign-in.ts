import type { Transaction } from '@/lib/db/client'
import type { Visit } from './caller'
import { recordEvent } from './record-event'

/** What was shown to get in: a password, a known device, another provider's word, a session that had expired or was another door's. */
export type WayIn = 'password' | 'device' | 'session' | 'provider'

/** Records a sign-in; one that comes right after refused ones is told apart. */
export async function recordSignIn(
  tx: Transaction,
  visit: Visit,
  { accountId, sessionId, by }: { accountId: string; sessionId: string; by: WayIn },
): Promise<void> {
  const last = await tx.event.findFirst({
    where: { accountId, kind: { startsWith: 'authn_login_' } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { kind: true },
  })
  const wasRefused = last?.kind.startsWith('authn_login_fail') === true
  const kind = wasRefused ? 'authn_login_successafterfail' : 'authn_login_success'
  await recordEvent(tx, visit, { kind, accountId, sessionId, details: { by } })
}
