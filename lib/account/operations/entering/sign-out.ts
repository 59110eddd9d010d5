import type { Result } from '@/lib/account/failure'
import { endOwnSession } from '@/lib/account/records/end-own-session'
import type { RequestContext } from '@/lib/account/request-context'

/** Ends the caller's session, if there is one, also an expired one: the device dialect would still accept it. */
export async function signOut(context: RequestContext): Promise<Result> {
  const { caller } = context
  const own =
    caller.kind === 'member'
      ? { sessionId: caller.session.id, accountId: caller.account.id }
      : { sessionId: caller.formerSessionId, accountId: caller.formerAccountId }
  await endOwnSession(context, own)
  return { ok: true }
}
