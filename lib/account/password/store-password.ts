import { forgetDevices, type KeptDevices } from '@/lib/account/records/device'
import { noGeneratedPassword } from '@/lib/account/records/generated-password'
import { forgetForeignIdentities } from '@/lib/account/records/identity'
import { invalidatePasswordTickets } from '@/lib/account/records/ticket'
import type { Transaction } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'

/** Also removes all that could replace the new password. Ending sessions and notifying the owner are up to the caller. */
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
