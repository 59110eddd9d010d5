import { policy } from '@/lib/policy'
import { processWide } from '@/lib/process/process-wide'
import { TooBusy } from '@/lib/process/too-busy'

/**
 * One job at a time per queue, so that memory holds one decoded picture. Default pictures have their own queue: anonymous
 * requests for them must not delay uploads.
 */
export async function runInPictureQueue<Answer>(
  name: 'chosen' | 'default',
  job: () => Promise<Answer>,
): Promise<Answer> {
  const queue = processWide(`pictures-${name}`, () => ({
    last: Promise.resolve() as Promise<unknown>,
    length: 0,
  }))
  if (queue.length > policy.waitingPictures) throw new TooBusy(policy.tooBusyRetrySeconds)
  queue.length++
  const answer = queue.last.then(job).finally(() => {
    queue.length--
  })
  queue.last = answer.catch(() => {})
  return await answer
}
