import { displayName } from '@/lib/account/account-facts'
import { fail, type Result } from '@/lib/account/failure'
import { findByLogin } from '@/lib/account/find-account'
import { recordEvent } from '@/lib/account/record-event'
import { transact } from '@/lib/db/client'

/**
 * Makes an account an administrator, or a normal user again. Only the operator's command calls this. It takes effect at
 * the account's next request. A new administrator named by an address must have verified it: anyone could have
 * registered with it.
 * @returns the account's name, and whether anything changed; or `login_unknown`, `email_not_verified`
 */
export async function setRole(input: {
  login: string
  role: 'user' | 'admin'
}): Promise<Result<{ login: string; changed: boolean }>> {
  const account = await findByLogin(input.login)
  if (!account) return fail('login_unknown')
  const { role, login } = input
  const isProved = account.emailVerifiedAt !== null || !login.includes('@')
  if (role === 'admin' && !isProved) return fail('email_not_verified')
  const changed = await transact(async (tx) => {
    const where = { id: account.id, role: { not: role } }
    const { count } = await tx.account.updateMany({ where, data: { role } })
    const details = { from: account.role, to: role }
    if (count > 0) await recordEvent(tx, null, { kind: 'authz_change', accountId: account.id, details })
    return count > 0
  })
  return { ok: true, login: displayName(account), changed }
}
