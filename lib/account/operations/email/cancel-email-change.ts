import { fail, type Result } from '@/lib/account/failure'
import { lockAccount } from '@/lib/account/lock'
import { invalidateTickets } from '@/lib/account/records/ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { transact } from '@/lib/db/client'

/** Cancels a pending change of address. @returns ok, also when none is pending; or `signed_out` */
export async function cancelEmailChange({ caller }: RequestContext): Promise<Result> {
  if (caller.kind === 'guest') return fail('signed_out')
  await transact(async (tx) => {
    await lockAccount(tx, caller.account.id)
    await invalidateTickets(tx, caller.account.id, ['change_email'])
  })
  return { ok: true }
}
