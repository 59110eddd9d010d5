export interface Clock {
  now(): number
  /** Runs a function later. Returns a function that cancels it. */
  later(run: () => void, millis: number): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  later(run, millis) {
    const timer = setTimeout(run, Math.min(millis, longestTimerMillis))
    return () => clearTimeout(timer)
  },
}

export interface RetryPolicy {
  /** Delay before the first retry. Each further delay is twice as long. */
  readonly firstMillis: number
  /** The longest delay, unless the server asks for more. */
  readonly maxMillis: number
  /** Timeout of a request; then it counts as no network. */
  readonly answerMillis: number
  /** A user's call that is too frequent waits this long at most, then is sent again. */
  readonly maxPauseMillis: number
  /** After this many "too frequent" answers in a row to silent sign-ins, the user has to sign in. */
  readonly tooFrequentInARow: number
}

export const defaultRetry: RetryPolicy = {
  firstMillis: 2_000,
  maxMillis: 15 * 60_000,
  answerMillis: 20_000,
  maxPauseMillis: 5_000,
  tooFrequentInARow: 5,
}

/** Exponential with jitter, so that many apps do not return at the same moment. `failures` counts from 1. */
export function retryDelayMillis(
  { firstMillis, maxMillis }: RetryPolicy,
  failures: number,
  random: () => number,
): number {
  const whole = Math.min(maxMillis, firstMillis * 2 ** Math.min(failures - 1, 30))
  return Math.round(whole / 2 + (whole / 2) * random())
}

// A longer timeout overflows and fires at once.
const longestTimerMillis = 2 ** 31 - 1
