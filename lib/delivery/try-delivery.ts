import { setTimeout as pass } from 'node:timers/promises'
import { policy } from '@/lib/policy'
import { countAttempt, type MessageLabels } from './count-deliveries'
import { type Delivery, TryAgainAfter } from './mail/letter'
import { pauseChannel, pauseMillis } from './pace'

interface Try extends MessageLabels {
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
    countAttempt(about, about.transport, delivery.sent ? 'sent' : 'refused')
    return delivery
  } catch (error) {
    countAttempt(about, about.transport, 'failed')
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
