import { Counter } from 'prom-client'
import { registry } from '@/lib/metrics'
import { processWide } from '@/lib/process-wide'
import type { Delivery } from './letter'

interface Try {
  readonly channel: 'mail' | 'push'
  /** What the message says: `reset_password`. Never to whom. */
  readonly kind: string
  readonly transport: string
}

/** Lets a transport try to deliver a message, and counts how that ended. */
export async function countDelivery<Answer extends Delivery>(
  about: Try,
  post: () => Promise<Answer>,
): Promise<Answer> {
  try {
    const delivery = await post()
    counter().inc({ ...about, outcome: delivery.sent ? 'sent' : 'refused' })
    return delivery
  } catch (error) {
    counter().inc({ ...about, outcome: 'failed' })
    throw error
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
