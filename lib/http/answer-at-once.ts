import { ServerResponse } from 'node:http'
import { onRequest } from './on-request'

/**
 * Next sends the head of an answer by itself and then, in the same turn, what it says. Here the head waits for the
 * turn's end, as Node has all that is written to an answer wait, and both leave in one packet.
 */
export function answerAtOnce(): void {
  onRequest('request.start', ({ response }) => {
    response.flushHeaders = () => {
      // Not `response.cork`, which minds that an answer has ended in the meantime.
      const { socket } = response
      socket?.cork()
      process.nextTick(() => socket?.uncork())
      ServerResponse.prototype.flushHeaders.call(response)
    }
  })
}
