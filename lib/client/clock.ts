/** Where the client takes time from. Tests give one of their own. */
export interface Clock {
  now(): number
  /** Runs something later; the answer calls it off. */
  later(run: () => void, millis: number): () => void
}

/** The clock of the browser or of React Native. */
export const systemClock: Clock = {
  now: () => Date.now(),
  later(run, millis) {
    const timer = setTimeout(run, Math.min(millis, longestTimerMillis))
    return () => clearTimeout(timer)
  },
}

/** How patient the client is, in milliseconds. */
export interface RetryPolicy {
  /** The first try again comes after about this. Each further one takes twice as long. */
  readonly firstMillis: number
  /** No wait is longer, unless the server asks for more. */
  readonly maxMillis: number
  /** A request without an answer for this long counts as no network. */
  readonly answerMillis: number
  /** A call of a person's that comes too soon waits this long at most and is then sent again. */
  readonly maxPauseMillis: number
  /**
   * Silent attempts in a row that come too soon, each after the wait that was asked for: past that somebody else
   * is guessing at the login, and the app's sign-in screen may say so.
   */
  readonly tooFrequentInARow: number
}

export const defaultRetry: RetryPolicy = {
  firstMillis: 2_000,
  maxMillis: 15 * 60_000,
  answerMillis: 20_000,
  maxPauseMillis: 5_000,
  tooFrequentInARow: 5,
}

/**
 * Exponential, half of it by chance: a thousand apps whose server was away do not come back all at once.
 *
 * @param failures how many attempts have failed, from 1
 */
export function retryDelayMillis(
  { firstMillis, maxMillis }: RetryPolicy,
  failures: number,
  random: () => number,
): number {
  const whole = Math.min(maxMillis, firstMillis * 2 ** Math.min(failures - 1, 30))
  return Math.round(whole / 2 + (whole / 2) * random())
}

// A longer timeout overflows in every engine, and runs at once.
const longestTimerMillis = 2 ** 31 - 1
