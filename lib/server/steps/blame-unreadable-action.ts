import type { IncomingMessage } from 'node:http'
import type { Answer } from '@/lib/server/answer'

/**
 * A call of an action that cannot be read is the sender's fault: our actions answer even faults of ours with a form's
 * state (`act`), so what fails is what Next could not read.
 */
export function blameUnreadableAction({ headers }: IncomingMessage, answer: Answer): void {
  if (headers['next-action'] === undefined) return
  answer.beforeHead(() => {
    if (answer.statusCode === 500) answer.statusCode = 400
  })
}
