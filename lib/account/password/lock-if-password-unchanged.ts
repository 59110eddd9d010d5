import { lockAccount } from '@/lib/account/lock'
import type { Account, Transaction } from '@/lib/db/client'

/**
 * Locks an account whose password was proved before the transaction began, or that had none then.
 *
 * @returns the account as it now is; null where it is gone, or its password is another one by now: then nothing is
 *   proved any more
 */
export async function lockIfPasswordUnchanged(
  tx: Transaction,
  { id, passwordHash }: Pick<Account, 'id' | 'passwordHash'>,
): Promise<Account | null> {
  const account = await lockAccount(tx, id)
  return account?.passwordHash === passwordHash ? account : null
}
