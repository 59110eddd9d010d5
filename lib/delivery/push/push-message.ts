import type { Delivery } from '@/lib/delivery/mail/mail-transport'

/** A push message that is ready to go. `id` is the same on every try, so that a receiver can know a repeat. */
export interface PushMessage {
  readonly id: string
  /** A secret of the device's maker: never logged. */
  readonly token: string
  readonly title: string
  readonly body: string
  readonly expiresAt: Date
  /** From now until then: a service that is told only this counts by its own clock. */
  readonly secondsLeft: number
}

/** How it went; `tokenIsDead` when the service will never again take anything for this token. */
export type PushDelivery = Delivery & { readonly tokenIsDead?: true }
