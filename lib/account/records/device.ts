import { hashSecret } from '@/lib/account/secret'
import { type Account, prisma, type Transaction } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { policy } from '@/lib/policy'
import { notifyOwner } from './notify-owner'

/** An app installation. `id` is a credential. */
export interface DeviceInput {
  readonly id: string
  readonly pushToken: string | null
}

export async function isDeviceOf(
  accountId: string,
  deviceId: string,
  tx: Transaction = prisma(),
): Promise<boolean> {
  const where = { accountId_idHash: { accountId, idHash: hashSecret(deviceId) } }
  return (await tx.device.findUnique({ where, select: { id: true } })) !== null
}

/** Returns whether the device is new. Only an account's first device is primary. The account must be locked. */
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
  if (others >= policy.devicesPerAccount) await forgetLeastRecent(tx, accountId)
  await tx.device.create({ data: { accountId, idHash, isPrimary: others === 0, ...token } })
  return true
}

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

/** Without a password, a new device is a new way to sign in: the owner is notified (OWASP ASVS 5.0 §6.3.7). */
export async function notifyOfNewDevice(tx: Transaction, account: Account): Promise<void> {
  if (account.passwordHash === null) await notifyOwner(tx, account, { kind: 'device_added' })
}

export type KeptDevices =
  | 'all'
  | {
      /** The `device_id` sent with the new password. */
      readonly shownId?: string | undefined
      /** The row of the device that received the new password by push. It becomes the primary device. */
      readonly receiverId?: string | null
    }

/** Forgets devices: one added by an attacker could otherwise receive the next generated password. */
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

async function forgetLeastRecent(tx: Transaction, accountId: string): Promise<void> {
  const oldest = await tx.device.findFirst({
    where: { accountId, isPrimary: false },
    orderBy: { lastSeenAt: 'asc' },
    select: { id: true },
  })
  if (oldest) await tx.device.delete({ where: { id: oldest.id } })
}
