import { policy } from '@/lib/policy'

/** `id` stays the same for every attempt, so that a receiver can detect a repeat. */
export interface OutgoingMail {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** `sent: false` is final. To be attempted again, a transport throws. */
export type Delivery = { readonly sent: true } | { readonly sent: false; readonly reason: string }

/** `signal` ends an attempt that takes too long. The transport then closes its connection. */
export type MailTransport = (mail: OutgoingMail, signal: AbortSignal) => Promise<Delivery>

/** The service said how long to wait. `pausesTransport`: it wants no messages at all until then. */
export class RetryAfterError extends Error {
  constructor(
    readonly seconds: number,
    reason: string,
    readonly pausesTransport: boolean,
  ) {
    super(reason)
    this.name = 'TryAgainAfter'
  }
}

interface Wait {
  readonly retryAfter: string | null | undefined
  readonly date: string | null | undefined
}

/** A temporary failure. Respects `Retry-After`, seconds or a date (RFC 9110 §10.2.3), up to an hour. */
export function retryLaterError(reason: string, { retryAfter, date }: Wait, pausesTransport = true): Error {
  if (!retryAfter) return new Error(reason)
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.parse(date ?? '')) / 1_000
  const bounded = Math.min(Math.ceil(seconds), policy.longestPauseSeconds)
  return seconds > 0 ? new RetryAfterError(bounded, reason, pausesTransport) : new Error(reason)
}
