import { lockAccount } from '@/lib/account/lock'
import type { Account, Transaction } from '@/lib/db/client'

/** Locks an account whose password was checked earlier; null when it is gone or its password has changed since. */
export async function lockIfPasswordUnchanged(
  tx: Transaction,
  { id, passwordHash }: Pick<Account, 'id' | 'passwordHash'>,
): Promise<Account | null> {
  const account = await lockAccount(tx, id)
  return account?.passwordHash === passwordHash ? account : null
}
