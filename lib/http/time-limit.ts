import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'

/**
 * Waits for an answer, but not for ever: whoever asks is told to come back, and what was begun has limits of its
 * own.
 *
 * @throws TooBusy when the time of a request is over
 */
export async function withinTimeLimit<Answer>(work: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooBusy(policy.tooBusyRetrySeconds)), policy.requestSeconds * 1_000)
  })
  return await Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}
