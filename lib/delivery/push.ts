import { config } from '@/lib/config'
import { prisma } from '@/lib/db/client'
import { type Locale, policy } from '@/lib/policy'
import { sendPushToInbox } from './inbox'
import type { Delivery } from './letter'

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
  readonly content: PushContent
}

/** A push message that is ready to go. `id` is the same on every try, so that a receiver can know a repeat. */
export interface PushMessage {
  readonly id: string
  /** A secret of the device's maker: never logged. */
  readonly token: string
  readonly title: string
  readonly body: string
}

/**
 * The ways to a device. APNs and FCM stand here beside the inbox once they are written: each gets its file like
 * `smtp.ts`, its variables in `lib/config.ts`, and a token that its provider calls gone is removed from the device.
 */
const transports: Record<'inbox', (message: PushMessage) => Promise<Delivery>> = {
  inbox: sendPushToInbox,
}

const words = {
  en: {
    title: 'Your new password',
    body: ({ account, password }: PushContent) =>
      `${password} is the new password for ${account}. It works for ${policy.generatedPasswordHours} hours; ` +
      'once you use it, the old one stops working.',
  },
  ru: {
    title: 'Ваш новый пароль',
    body: ({ account, password }: PushContent) =>
      `${password} — новый пароль для ${account}. Он действует ${policy.generatedPasswordHours} ч; ` +
      'как только вы войдёте с ним, старый перестанет подходить.',
  },
} satisfies Record<Locale, { title: string; body: (content: PushContent) => string }>

/** Words a push message and sends it. A device that was forgotten meanwhile must not get what it says. */
export async function deliverPush(id: string, { deviceId, locale, content }: Push): Promise<Delivery> {
  const transport = config().pushTransport
  if (transport === null) return { sent: false, reason: 'no push transport' }
  const device = await prisma().device.findUnique({ where: { id: deviceId }, select: { pushToken: true } })
  if (!device?.pushToken) return { sent: false, reason: 'the device is gone' }
  const { title, body } = words[locale]
  return await transports[transport]({ id, token: device.pushToken, title, body: body(content) })
}
