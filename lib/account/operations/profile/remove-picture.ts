import { type AccountFacts, accountFacts } from '@/lib/account/account-facts'
import { fail, type Result } from '@/lib/account/failure'
import { lockAccount } from '@/lib/account/lock'
import type { RequestContext } from '@/lib/account/request-context'
import { transact } from '@/lib/db/client'

/**
 * Removes the caller's picture, if there is one. Initials are shown instead.
 * @returns the updated account; or `signed_out`
 */
export async function removePicture({ caller }: RequestContext): Promise<Result<{ account: AccountFacts }>> {
  if (caller.kind === 'guest') return fail('signed_out')
  const accountId = caller.account.id
  return await transact(async (tx) => {
    if (!(await lockAccount(tx, accountId))) return fail('signed_out')
    await tx.picture.deleteMany({ where: { accountId } })
    const row = await tx.account.update({ where: { id: accountId }, data: { pictureId: null } })
    return { ok: true as const, account: accountFacts(row) }
  })
}
