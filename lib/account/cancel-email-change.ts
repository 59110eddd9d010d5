import { transact } from '@/lib/db/client'
import { fail, type Result } from './failure'
import { lockAccount } from './lock'
import type { Visit } from './request-context'
import { voidTickets } from './ticket'

/**
 * Gives up a change of address that waits for its confirmation.
 *
 * @returns ok, also when none waits; or `signed_out`
 */
export async function cancelEmailChange({ caller }: Visit): Promise<Result> {
  if (caller.kind === 'guest') return fail('signed_out')
  await transact(async (tx) => {
    await lockAccount(tx, caller.account.id)
    await voidTickets(tx, caller.account.id, ['change_email'])
  })
  return { ok: true }
}
