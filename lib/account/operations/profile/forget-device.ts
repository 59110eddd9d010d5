import { fail, type Result } from '@/lib/account/failure'
import { lockAccount } from '@/lib/account/lock'
import { recordEvent } from '@/lib/account/record-event'
import type { RequestContext } from '@/lib/account/request-context'
import { isRowId } from '@/lib/account/row-id'
import { transact } from '@/lib/db/client'

/**
 * Forgets one of the caller's devices: it gets no more messages, and its `device_id` no longer opens the account. Its
 * open session is not ended; `endSession` does that.
 * @returns ok; or `signed_out`; or `not_found`, also for another account's device
 */
export async function forgetDevice(context: RequestContext, input: { device: string }): Promise<Result> {
  const { caller } = context
  if (caller.kind === 'guest') return fail('signed_out')
  if (!isRowId(input.device)) return fail('not_found')
  const mine = { id: input.device, accountId: caller.account.id }
  return await transact(async (tx) => {
    await lockAccount(tx, mine.accountId)
    const { count } = await tx.device.deleteMany({ where: mine })
    if (count === 0) return fail('not_found')
    const event = { kind: 'authn_token_revoked', accountId: mine.accountId } as const
    await recordEvent(tx, context, { ...event, details: { what: 'device' } })
    return { ok: true as const }
  })
}
