import { hashSecret } from '@/lib/account/secret'
import { type Account, prisma, type Transaction } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { policy } from '@/lib/policy'
import { notifyOwner } from './notify-owner'

/** An app's installation as a request names it. `id` is a credential, `pushToken` where its messages go. */
export interface DeviceInput {
  readonly id: string
  readonly pushToken: string | null
}

/** Whether a `device_id` is that of one of an account's devices. */
export async function isDeviceOf(
  accountId: string,
  deviceId: string,
  tx: Transaction = prisma(),
): Promise<boolean> {
  const where = { accountId_idHash: { accountId, idHash: hashSecret(deviceId) } }
  return (await tx.device.findUnique({ where, select: { id: true } })) !== null
}

/**
 * Remembers the device of somebody who has just signed in: a new one with today's date, a known one with its
 * new push token. The first of an account is the primary one, and no later one ever becomes it. The account is
 * locked.
 *
 * @returns whether it is new
 */
export async function rememberDevice(
  tx: Transaction,
  accountId: string,
  device: DeviceInput,
): Promise<boolean> {
  const { idHash, ...token } = columnsOf(device)
  const seen = { ...token, lastSeenAt: await momentOf(tx) }
  const { count } = await tx.device.updateMany({ where: { accountId, idHash }, data: seen })
  if (count > 0) return false
  const others = await tx.device.count({ where: { accountId } })
  if (others >= policy.devicesPerAccount) await forgetLongestUnseen(tx, accountId)
  await tx.device.create({ data: { accountId, idHash, isPrimary: others === 0, ...token } })
  return true
}

/** Remembers the device that an account has just been made on: its primary one. */
export async function rememberFirstDevice(
  tx: Transaction,
  accountId: string,
  device: DeviceInput,
): Promise<void> {
  await tx.device.create({ data: { accountId, isPrimary: true, ...columnsOf(device) } })
}

function columnsOf({ id, pushToken }: DeviceInput) {
  return { idHash: hashSecret(id), ...(pushToken === null ? {} : { pushToken }) }
}

/** Tells the owner of an account without password that one more device opens it (OWASP ASVS 5.0 §6.3.7). */
export async function notifyOfNewDevice(tx: Transaction, account: Account): Promise<void> {
  if (account.passwordHash === null) await notifyOwner(tx, account, { kind: 'device_added' })
}

/** The devices that stay known when a password is replaced: all, or those that had to do with the new one. */
export type KeptDevices =
  | 'all'
  | {
      /** The `device_id` that has just shown the new password. */
      readonly shownId?: string | undefined
      /** The row of the device that the new password was pushed to. It becomes, or stays, the primary one. */
      readonly receiverId?: string | null
    }

/**
 * Forgets the devices of an account whose password is replaced. A thief who knew the old one could have added
 * a device of their own, and would have the next generated password pushed to it.
 */
export async function forgetDevices(
  tx: Transaction,
  accountId: string,
  kept: KeptDevices = {},
): Promise<void> {
  if (kept === 'all') return
  const { shownId, receiverId = null } = kept
  const shown = shownId === undefined ? [] : [{ idHash: hashSecret(shownId) }]
  const receiver = receiverId === null ? [] : [{ id: receiverId }]
  await tx.device.deleteMany({ where: { accountId, NOT: { OR: [...shown, ...receiver] } } })
  if (receiverId === null) return
  await tx.device.updateMany({ where: { accountId, id: { not: receiverId } }, data: { isPrimary: false } })
  await tx.device.updateMany({ where: { accountId, id: receiverId }, data: { isPrimary: true } })
}

async function forgetLongestUnseen(tx: Transaction, accountId: string): Promise<void> {
  const oldest = await tx.device.findFirst({
    where: { accountId, isPrimary: false },
    orderBy: { lastSeenAt: 'asc' },
    select: { id: true },
  })
  if (oldest) await tx.device.delete({ where: { id: oldest.id } })
}
