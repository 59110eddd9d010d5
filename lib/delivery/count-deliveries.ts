import { config } from '@/lib/config'
import { type CounterDefinition, count, openCounter } from '@/lib/process/metrics'
import { type MailContent, mailRules } from './mail/mail'

/** Never says to whom the message goes. */
export type MessageLabels = {
  readonly channel: 'mail' | 'push'
  /** A push message has the kind of the corresponding mail. */
  readonly kind: MailContent['kind']
}

const outcomes = ['sent', 'failed', 'refused'] as const
const failures = ['temporary', 'permanent', 'expired'] as const
const messages: readonly MessageLabels[] = [
  ...(Object.keys(mailRules) as MailContent['kind'][]).map((kind) => ({ channel: 'mail', kind }) as const),
  { channel: 'push', kind: 'generated_password' },
]

const attempts: CounterDefinition<MessageLabels & { transport: string; outcome: (typeof outcomes)[number] }> =
  {
    name: 'latchkey_deliveries_total',
    help: 'Attempts to deliver a message: sent, failed (attempted again later) or refused (permanently).',
    allLabels: () =>
      messages.flatMap((message) =>
        configuredTransports(message.channel).flatMap((transport) =>
          outcomes.map((outcome) => ({ ...message, transport, outcome })),
        ),
      ),
  }

const failed: CounterDefinition<MessageLabels & { failure: (typeof failures)[number] }> = {
  name: 'latchkey_delivery_failures_total',
  help: 'Messages not delivered: temporary (attempted again), permanent (dead letter) or expired (not sent any more).',
  allLabels: () => messages.flatMap((message) => failures.map((failure) => ({ ...message, failure }))),
}

/** Starts all counters at 0. */
export function openDeliveryCounters(): void {
  openCounter(attempts)
  openCounter(failed)
}

export function countAttempt(
  { channel, kind }: MessageLabels,
  transport: string,
  outcome: (typeof outcomes)[number],
): void {
  count(attempts, { channel, kind, transport, outcome })
}

/** Also for messages that no transport attempted. */
export function countFailure({ channel, kind }: MessageLabels, failure: (typeof failures)[number]): void {
  count(failed, { channel, kind, failure })
}

function configuredTransports(channel: 'mail' | 'push'): string[] {
  const { mailTransport, apns, fcm } = config()
  if (channel === 'mail') return [mailTransport]
  const configured = { apns: apns !== null, fcm: fcm !== null, inbox: mailTransport === 'inbox' }
  return Object.entries(configured).flatMap(([transport, isConfigured]) => (isConfigured ? [transport] : []))
}
