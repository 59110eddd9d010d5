import type { Failure } from '@/lib/account/failure'
import type { Account, Transaction } from '@/lib/db/client'
import { takeAttempt } from './attempts'

/** Takes one mail from an address's budget, against mail bombing. False: send nothing, but give the usual answer. */
export async function takeMailBudget(tx: Transaction, email: string): Promise<boolean> {
  return (await takeMailAttempt(tx, email)) === null
}

/** Where to send notices, or null. An unverified address may be a stranger's, so its budget applies. */
export async function addressToNotify(
  tx: Transaction,
  { email, emailVerifiedAt }: Pick<Account, 'email' | 'emailVerifiedAt'>,
): Promise<string | null> {
  if (email === null || emailVerifiedAt !== null) return email
  return (await takeMailBudget(tx, email)) ? email : null
}

/** As `takeMailBudget`, for channels that may reveal whether an address has an account. */
export async function takeMailAttempt(tx: Transaction, email: string): Promise<Failure | null> {
  return (
    (await takeAttempt('mailToAddressEachHour', email, tx)) ??
    (await takeAttempt('mailToAddressEachDay', email, tx))
  )
}
