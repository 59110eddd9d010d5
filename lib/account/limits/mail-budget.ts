import type { Failure } from '@/lib/account/failure'
import type { Account, Transaction } from '@/lib/db/client'
import { takeAttempt } from './attempts'

/**
 * Whether one more mail that somebody asked for may go to an address. Beyond the limit the asker is answered
 * as ever, and nothing is sent: a mailbox cannot be bombed through us.
 */
export async function takeMailBudget(tx: Transaction, email: string): Promise<boolean> {
  return (await takeMailAttempt(tx, email)) === null
}

/**
 * The address at which an account's owner may be told something now, or null: always one that is verified. One that is
 * not may be anybody's, whom the account's maker must not flood either.
 */
export async function addressToNotify(
  tx: Transaction,
  { email, emailVerifiedAt }: Pick<Account, 'email' | 'emailVerifiedAt'>,
): Promise<string | null> {
  if (email === null || emailVerifiedAt !== null) return email
  return (await takeMailBudget(tx, email)) ? email : null
}

/** The same as `takeMailBudget` for a channel that tells who has a mailbox here, and so may also tell that it is full. */
export async function takeMailAttempt(tx: Transaction, email: string): Promise<Failure | null> {
  return (
    (await takeAttempt('mailToAddressEachHour', email, tx)) ??
    (await takeAttempt('mailToAddressEachDay', email, tx))
  )
}
