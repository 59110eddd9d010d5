import type { IncomingMessage } from 'node:http'
import type { Answer } from '@/lib/server/answer'

/** Answers 400 instead of 500 to an action call that Next cannot parse. Our own actions never cause a 500 (`act`). */
export function rejectUnreadableAction({ headers }: IncomingMessage, answer: Answer): void {
  if (headers['next-action'] === undefined) return
  answer.beforeHead(() => {
    if (answer.statusCode === 500) answer.statusCode = 400
  })
}
