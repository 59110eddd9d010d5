import { policy } from '@/lib/policy'
import { processWide } from '@/lib/process/process-wide'
import { TooBusy } from '@/lib/process/too-busy'

/**
 * Runs one job on pictures after the other. They work in libvips' own threads, of which each line keeps one busy:
 * the thread that answers requests never waits for them, and memory holds one decoded picture.
 *
 * @param name strangers may ask for default pictures: that line never holds up those of members
 * @throws TooBusy at once when too many wait.
 */
export async function inTurn<Answer>(
  name: 'chosen' | 'default',
  job: () => Promise<Answer>,
): Promise<Answer> {
  const line = processWide(`pictures-${name}`, () => ({
    last: Promise.resolve() as Promise<unknown>,
    length: 0,
  }))
  if (line.length > policy.waitingPictures) throw new TooBusy(policy.tooBusyRetrySeconds)
  line.length++
  const answer = line.last.then(job).finally(() => {
    line.length--
  })
  line.last = answer.catch(() => {})
  return await answer
}
