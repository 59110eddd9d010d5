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

/** What a push message says, before it is worded. `password` is a secret: it waits sealed. */
export interface PushContent {
  readonly kind: 'generated_password'
  readonly account: string
  readonly password: string
}

export interface Push {
  /** The row of the device; its token is read when the message goes, and may be another one by then, or gone. */
  readonly deviceId: string
  readonly locale: Locale
  /** ISO 8601. What the message says is worth nothing afterwards, and it is not shown. */
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

/**
 * The way to the device of a token. Apple's tokens are bytes, which apps send as hexadecimal digits (32 bytes
 * and more); what FCM gives an app, on Android, iOS or the web, is never that. A token without a service of its
 * kind goes to the inbox while mails do: where they leave this machine, nobody looks there.
 *
 * @returns null where nothing reaches the device
 */
export function pushTransportFor(token: string): PushTransport | null {
  const { apns, fcm, mailTransport } = config()
  const isApple = /^[0-9a-f]{64,}$/i.test(token)
  if (isApple && apns) return 'apns'
  if (!isApple && fcm) return 'fcm'
  return mailTransport === 'inbox' ? 'inbox' : null
}

/** Words a push message and sends it. A device that was forgotten meanwhile must not get what it says. */
export async function deliverPush(id: string, push: Push): Promise<Delivery> {
  const { deviceId, locale, content } = push
  const expiresAt = new Date(push.expiresAt)
  const secondsLeft = Math.floor((expiresAt.getTime() - (await databaseTime()).getTime()) / 1_000)
  if (secondsLeft <= 0) return { sent: false, reason: 'what it says has expired' }
  const device = await prisma().device.findUnique({ where: { id: deviceId }, select: { pushToken: true } })
  if (!device?.pushToken) return { sent: false, reason: 'the device is gone' }
  const token = device.pushToken
  const transport = pushTransportFor(token)
  if (transport === null) return { sent: false, reason: 'no push transport' }
  // The password and nothing else: apps of the device document fill their password field with the alert's text.
  const message = { id, token, title: titles[locale], body: content.password, expiresAt, secondsLeft }
  const delivery = await attemptDelivery({ channel: 'push', kind: content.kind, transport }, () =>
    transports[transport](message),
  )
  if (delivery.tokenIsDead) await forgetToken(deviceId, token)
  return delivery
}

/** The app may have brought a new token while its old one was tried: that one stays. */
async function forgetToken(id: string, pushToken: string): Promise<void> {
  await prisma().device.updateMany({ where: { id, pushToken }, data: { pushToken: null } })
}
