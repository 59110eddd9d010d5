import { setTimeout as pass } from 'node:timers/promises'
import { Counter } from 'prom-client'
import { registry } from '@/lib/metrics'
import { policy } from '@/lib/policy'
import { processWide } from '@/lib/process-wide'
import { type Delivery, TryAgainAfter } from './letter'
import { pauseChannel, pauseMillis } from './pace'

interface Try {
  readonly channel: 'mail' | 'push'
  /** What the message says: `reset_password`. Never to whom. */
  readonly kind: string
  readonly transport: string
}

/**
 * Lets a transport try to deliver a message, and counts how that ended. While its service asks to be left alone,
 * no server calls it.
 */
export async function tryDelivery<Answer extends Delivery>(
  about: Try,
  post: () => Promise<Answer>,
): Promise<Answer> {
  await untilAllowed(about.transport)
  try {
    const delivery = await post()
    counter().inc({ ...about, outcome: delivery.sent ? 'sent' : 'refused' })
    return delivery
  } catch (error) {
    counter().inc({ ...about, outcome: 'failed' })
    if (error instanceof TryAgainAfter && error.isForAll) await pauseChannel(about.transport, error.seconds)
    throw error
  }
}

/** Waits for the end of a pause; for long, the message goes back to the queue. */
async function untilAllowed(transport: string): Promise<void> {
  const deadline = performance.now() + policy.pauseWaitSeconds * 1_000
  for (let millis = await pauseMillis(transport); millis > 0; millis = await pauseMillis(transport)) {
    if (performance.now() + millis > deadline)
      throw new TryAgainAfter(Math.ceil(millis / 1_000), `${transport} asked to be left alone`, false)
    await pass(millis)
  }
}

function counter(): Counter {
  return processWide('delivery-counter', () => {
    return new Counter({
      name: 'latchkey_deliveries_total',
      help: 'Tries to deliver a message: sent, failed (tried again later) or refused (for good).',
      labelNames: ['channel', 'kind', 'transport', 'outcome'],
      registers: [registry()],
    })
  })
}
