import { fail, type Result } from '@/lib/account/failure'
import { lockAccount } from '@/lib/account/lock'
import { recordEvent } from '@/lib/account/record-event'
import { revokeSessions } from '@/lib/account/records/session'
import type { Member, RequestContext } from '@/lib/account/request-context'
import { isRowId } from '@/lib/account/row-id'
import { transact } from '@/lib/db/client'

/**
 * Ends one of the caller's sessions.
 * @returns ok; or `signed_out`; or `session_unknown`, also for another account's session
 */
export async function endSession(context: RequestContext, input: { session: string }): Promise<Result> {
  const { caller } = context
  if (caller.kind === 'guest') return fail('signed_out')
  if (!isRowId(input.session)) return fail('session_unknown')
  const ended = await endElsewhere(context, caller, { in: [input.session] })
  return ended === 1 ? { ok: true } : fail('session_unknown')
}

/** Ends all of the caller's sessions except the current one; or `signed_out`. */
export async function endOtherSessions(context: RequestContext): Promise<Result> {
  const { caller } = context
  if (caller.kind === 'guest') return fail('signed_out')
  await endElsewhere(context, caller, { not: caller.session.id })
  return { ok: true }
}

async function endElsewhere(
  context: RequestContext,
  { account }: Member,
  id: { not: string } | { in: string[] },
): Promise<number> {
  return await transact(async (tx) => {
    await lockAccount(tx, account.id)
    const sessions = await revokeSessions(tx, { accountId: account.id, id }, 'ended_elsewhere')
    const details = { what: 'sessions', sessions }
    const event = { kind: 'authn_token_revoked', accountId: account.id, details } as const
    if (sessions > 0) await recordEvent(tx, context, event)
    return sessions
  })
}
