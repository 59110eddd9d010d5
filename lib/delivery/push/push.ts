import { config } from '@/lib/config'
import { prisma } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/time'
import { attemptDelivery } from '@/lib/delivery/attempt-delivery'
import { sendPushToInbox } from '@/lib/delivery/inbox/inbox'
import type { Delivery } from '@/lib/delivery/mail/mail-transport'
import type { Locale } from '@/lib/policy'
import { sendByApns } from './apns'
import { sendByFcm } from './fcm'
import type { PushDelivery, PushMessage } from './push-message'

/** `password` is a secret and is sealed while the message waits. */
export interface PushContent {
  readonly kind: 'generated_password'
  readonly account: string
  readonly password: string
}

export interface Push {
  /** The token is read from this row when the message is sent: it may have changed or be gone by then. */
  readonly deviceId: string
  readonly locale: Locale
  /** ISO 8601. Not shown after this time. */
  readonly expiresAt: string
  readonly content: PushContent
}

type PushTransport = 'apns' | 'fcm' | 'inbox'

const transports: Record<PushTransport, (message: PushMessage) => Promise<PushDelivery>> = {
  apns: sendByApns,
  fcm: sendByFcm,
  inbox: sendPushToInbox,
}

const titles: Record<Locale, string> = { en: 'Your new password', ru: 'Ваш новый пароль' }

/** Apple's tokens are hexadecimal, 32 bytes or more; FCM's never are. Falls back to the inbox if mails go there. */
export function pushTransportFor(token: string): PushTransport | null {
  const { apns, fcm, mailTransport } = config()
  const isApple = /^[0-9a-f]{64,}$/i.test(token)
  if (isApple && apns) return 'apns'
  if (!isApple && fcm) return 'fcm'
  return mailTransport === 'inbox' ? 'inbox' : null
}

/** Sends a push message, unless the device has been forgotten. */
export async function deliverPush(id: string, push: Push): Promise<Delivery> {
  const { deviceId, locale, content } = push
  const expiresAt = new Date(push.expiresAt)
  const secondsLeft = Math.floor((expiresAt.getTime() - (await databaseTime()).getTime()) / 1_000)
  if (secondsLeft <= 0) return { sent: false, reason: 'its content has expired' }
  const device = await prisma().device.findUnique({ where: { id: deviceId }, select: { pushToken: true } })
  if (!device?.pushToken) return { sent: false, reason: 'the device is gone' }
  const token = device.pushToken
  const transport = pushTransportFor(token)
  if (transport === null) return { sent: false, reason: 'no push transport' }
  // Only the password: apps of the device document fill their password field with the alert's text.
  const message = { id, token, title: titles[locale], body: content.password, expiresAt, secondsLeft }
  const delivery = await attemptDelivery({ channel: 'push', kind: content.kind, transport }, () =>
    transports[transport](message),
  )
  if (delivery.tokenIsDead) await forgetToken(deviceId, token)
  return delivery
}

/** Keeps a new token that the app has sent in the meantime. */
async function forgetToken(id: string, pushToken: string): Promise<void> {
  await prisma().device.updateMany({ where: { id, pushToken }, data: { pushToken: null } })
}
