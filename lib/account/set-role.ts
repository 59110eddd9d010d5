import { prisma } from '@/lib/db/client'
import { log } from '@/lib/log'
import { shownName } from './caller'
import { fail, type Result } from './failure'
import { findByLogin } from './sign-in'

/**
 * Makes somebody an administrator, or an ordinary user again. No door leads here: only the operator's own
 * command does. It counts from the account's next request on, whatever sessions it has.
 *
 * @returns the account's name, and whether anything changed; or `login_unknown`
 */
export async function setRole(input: {
  login: string
  role: 'user' | 'admin'
}): Promise<Result<{ login: string; changed: boolean }>> {
  const account = await findByLogin(input.login)
  if (!account) return fail('login_unknown')
  const { role } = input
  const { count } = await prisma().account.updateMany({
    where: { id: account.id, role: { not: role } },
    data: { role },
  })
  if (count > 0) log().warn({ event: 'authz_change', account: account.id, from: account.role, to: role })
  return { ok: true, login: shownName(account), changed: count > 0 }
}
