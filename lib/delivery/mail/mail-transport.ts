import { policy } from '@/lib/policy'

/** A mail that is ready to go. `id` is the same on every try, so that a receiver can know a repeat. */
export interface OutgoingMail {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** Refused for good, with the reason; whatever a transport throws is tried again later. */
export type Delivery = { readonly sent: true } | { readonly sent: false; readonly reason: string }

/** `signal` ends a try that takes too long: what it was sent on is closed, so that it holds nothing else back. */
export type MailTransport = (mail: OutgoingMail, signal: AbortSignal) => Promise<Delivery>

/**
 * Thrown by a transport whose service says how long to wait.
 *
 * @param isForAll whether it wants to be left alone altogether, or speaks of this one message
 */
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

/** What an answer says of when to come back: `Retry-After`, and its `Date`, by which a date there is meant. */
interface Wait {
  readonly retryAfter: string | null | undefined
  readonly date: string | null | undefined
}

/**
 * What to throw for an answer that says "not now": with the time that its `Retry-After` asks for, in seconds or
 * as a date (RFC 9110 §10.2.3), where it has one: an hour at most, however wrong it may be.
 */
export function retryLaterError(reason: string, { retryAfter, date }: Wait, pausesTransport = true): Error {
  if (!retryAfter) return new Error(reason)
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.parse(date ?? '')) / 1_000
  const bounded = Math.min(Math.ceil(seconds), policy.longestPauseSeconds)
  return seconds > 0 ? new RetryAfterError(bounded, reason, pausesTransport) : new Error(reason)
}
