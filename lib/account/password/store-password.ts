import { forgetDevices, type KeptDevices } from '@/lib/account/records/device'
import { noGeneratedPassword } from '@/lib/account/records/generated-password'
import { forgetForeignIdentities } from '@/lib/account/records/identity'
import { invalidatePasswordTickets } from '@/lib/account/records/ticket'
import type { Transaction } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'

/**
 * Sets an account's password. Whatever could give or get another one under the old is void: a generated
 * password, mailed tickets (`invalidatePasswordTickets`), identities at other providers that are not its address's, and devices, which sign in
 * again to be known again. The account is locked; its
 * sessions and its owner's notice are the caller's affair.
 *
 * @param kept the devices that stay known; none unless told otherwise
 */
export async function storePassword(
  tx: Transaction,
  { accountId, passwordHash }: { accountId: string; passwordHash: string },
  kept: KeptDevices = {},
): Promise<void> {
  await tx.account.update({
    where: { id: accountId },
    data: { passwordHash, securedAt: await momentOf(tx), ...noGeneratedPassword },
  })
  await invalidatePasswordTickets(tx, accountId)
  await forgetDevices(tx, accountId, kept)
  await forgetForeignIdentities(tx, accountId)
}
