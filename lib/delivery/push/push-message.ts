import type { Delivery } from '@/lib/delivery/mail/mail-transport'

/** `id` stays the same for every attempt, so that a receiver can detect a repeat. */
export interface PushMessage {
  readonly id: string
  /** Secret: never logged. */
  readonly token: string
  readonly title: string
  readonly body: string
  readonly expiresAt: Date
  /** For services that count by their own clock. */
  readonly secondsLeft: number
}

/** `tokenIsDead`: the service will never accept this token again. */
export type PushDelivery = Delivery & { readonly tokenIsDead?: true }
