import { transact } from '@/lib/db/client'
import type { Visit } from './caller'
import { fail, type Result } from './failure'
import { revoke } from './session'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Signs one of the caller's sessions out.
 *
 * @returns ok; or `signed_out`; or `session_unknown`, also for somebody else's
 */
export async function endSession({ caller }: Visit, input: { session: string }): Promise<Result> {
  if (caller.kind === 'guest') return fail('signed_out')
  if (!uuid.test(input.session)) return fail('session_unknown')
  const mine = { accountId: caller.account.id, id: { in: [input.session] } }
  const ended = await transact((tx) => revoke(tx, mine, 'ended_elsewhere'))
  return ended === 1 ? { ok: true } : fail('session_unknown')
}

/** Signs all of the caller's sessions out but the one that asks; or `signed_out`. */
export async function endOtherSessions({ caller }: Visit): Promise<Result> {
  if (caller.kind === 'guest') return fail('signed_out')
  const others = { accountId: caller.account.id, id: { not: caller.session.id } }
  await transact((tx) => revoke(tx, others, 'ended_elsewhere'))
  return { ok: true }
}
