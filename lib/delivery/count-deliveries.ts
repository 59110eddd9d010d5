import { config } from '@/lib/config'
import { type Counted, count, openCounter } from '@/lib/process/metrics'
import { type MailContent, mailRules } from './mail/mail'

/** What a message is and says: never to whom. */
export type MessageLabels = {
  readonly channel: 'mail' | 'push'
  /** A push message says what one of the mails says. */
  readonly kind: MailContent['kind']
}

const outcomes = ['sent', 'failed', 'refused'] as const
const failures = ['temporary', 'permanent', 'expired'] as const
const messages: readonly MessageLabels[] = [
  // The keys of a table that has them all.
  ...(Object.keys(mailRules) as MailContent['kind'][]).map((kind) => ({ channel: 'mail', kind }) as const),
  { channel: 'push', kind: 'generated_password' },
]

const attempts: Counted<MessageLabels & { transport: string; outcome: (typeof outcomes)[number] }> = {
  name: 'latchkey_deliveries_total',
  help: 'Attempts to deliver a message: sent, failed (tried again later) or refused (for good).',
  every: () =>
    messages.flatMap((message) =>
      configuredTransports(message.channel).flatMap((transport) =>
        outcomes.map((outcome) => ({ ...message, transport, outcome })),
      ),
    ),
}

const failed: Counted<MessageLabels & { failure: (typeof failures)[number] }> = {
  name: 'latchkey_delivery_failures_total',
  help: 'Messages not delivered: temporary is tried again, permanent a dead letter, expired worth nothing any more.',
  every: () => messages.flatMap((message) => failures.map((failure) => ({ ...message, failure }))),
}

/** Begins to count, from nought. */
export function openDeliveryCounters(): void {
  openCounter(attempts)
  openCounter(failed)
}

/** Counts how a transport's try ended. */
export function countAttempt(
  { channel, kind }: MessageLabels,
  transport: string,
  outcome: (typeof outcomes)[number],
): void {
  count(attempts, { channel, kind, transport, outcome })
}

/** Counts that a message was not delivered, whether a transport was tried or not. */
export function countFailure({ channel, kind }: MessageLabels, failure: (typeof failures)[number]): void {
  count(failed, { channel, kind, failure })
}

/** The ways that a message can go here. */
function configuredTransports(channel: 'mail' | 'push'): string[] {
  const { mailTransport, apns, fcm } = config()
  if (channel === 'mail') return [mailTransport]
  const configured = { apns: apns !== null, fcm: fcm !== null, inbox: mailTransport === 'inbox' }
  return Object.entries(configured).flatMap(([transport, isConfigured]) => (isConfigured ? [transport] : []))
}
