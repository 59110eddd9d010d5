import { setTimeout as sleep } from 'node:timers/promises'
import { policy } from '@/lib/policy'
import { countAttempt, type MessageLabels } from './count-deliveries'
import { type Delivery, RetryAfterError } from './mail/mail-transport'
import { pauseMillisLeft, pauseTransport } from './pace'

interface AttemptLabels extends MessageLabels {
  readonly transport: string
}

/** Delivers a message and counts the result. No server attempts it while the service has asked for a pause. */
export async function attemptDelivery<Result extends Delivery>(
  labels: AttemptLabels,
  send: () => Promise<Result>,
): Promise<Result> {
  await waitForPause(labels.transport)
  try {
    const delivery = await send()
    countAttempt(labels, labels.transport, delivery.sent ? 'sent' : 'refused')
    return delivery
  } catch (error) {
    countAttempt(labels, labels.transport, 'failed')
    if (error instanceof RetryAfterError && error.pausesTransport)
      await pauseTransport(labels.transport, error.seconds)
    throw error
  }
}

/** Waits for a short pause. During a long one the message goes back to the queue. */
async function waitForPause(transport: string): Promise<void> {
  const deadline = performance.now() + policy.pauseWaitSeconds * 1_000
  for (let millis = await pauseMillisLeft(transport); millis > 0; millis = await pauseMillisLeft(transport)) {
    if (performance.now() + millis > deadline)
      throw new RetryAfterError(Math.ceil(millis / 1_000), `${transport} has asked for a pause`, false)
    await sleep(millis)
  }
}
