import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'

/** @throws TooBusy when the request's time is over; the work itself goes on, within its own limits */
export async function withinTimeLimit<Answer>(work: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooBusy(policy.tooBusyRetrySeconds)), policy.requestSeconds * 1_000)
  })
  return await Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}
