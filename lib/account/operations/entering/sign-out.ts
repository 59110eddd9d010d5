import type { Result } from '@/lib/account/failure'
import { endOwnSession } from '@/lib/account/records/end-own-session'
import type { RequestContext } from '@/lib/account/request-context'

/**
 * Ends the caller's session, if there is one. An expired one too: it signs nobody in, but it still tells the
 * device dialect whose it was, and in that dialect it opens an account without a password.
 */
export async function signOut(context: RequestContext): Promise<Result> {
  const { caller } = context
  const own =
    caller.kind === 'member'
      ? { sessionId: caller.session.id, accountId: caller.account.id }
      : { sessionId: caller.formerSessionId, accountId: caller.formerAccountId }
  await endOwnSession(context, own)
  return { ok: true }
}
