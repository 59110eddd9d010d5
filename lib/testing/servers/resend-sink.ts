import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface ResendCall {
  readonly authorization: string | undefined
  readonly key: string
  readonly mail: { from: string; to: string; subject: string; html: string; text: string }
  /** `performance.now()`. */
  readonly at: number
  answeredAt: number
  readonly answered: ResendAnswer
}

/** A status, optionally with `Retry-After`. `lost`: the mail is accepted and the answer lost. */
export type ResendAnswer = number | { status: number; retryAfter: string } | 'lost'

export interface ResendSink {
  readonly url: string
  readonly calls: ResendCall[]
  /** Accepted mails by idempotency key. */
  readonly taken: Map<string, ResendCall['mail']>
  close(): Promise<void>
}

export async function startResend(
  answerTo: (to: string, attemptNumber: number) => ResendAnswer,
): Promise<ResendSink> {
  const calls: ResendCall[] = []
  const taken = new Map<string, ResendCall['mail']>()
  const server: Server = createServer(async (request, response) => {
    const at = performance.now()
    const mail = (await json(request)) as ResendCall['mail']
    const isSend = request.method === 'POST' && request.url === '/emails'
    const earlier = calls.filter((call) => call.mail.to === mail.to).length
    const answered = isSend ? answerTo(mail.to, earlier + 1) : 404
    const key = String(request.headers['idempotency-key'])
    const call = { authorization: request.headers.authorization, key, mail, at, answeredAt: 0, answered }
    calls.push(call)
    if (answered === 200 || answered === 'lost') taken.set(key, mail)
    if (answered === 'lost') return request.socket.destroy()
    const status = typeof answered === 'number' ? answered : answered.status
    const headers = typeof answered === 'number' ? {} : { 'retry-after': answered.retryAfter }
    const error = { statusCode: status, name: 'application_error', message: 'refused' }
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(status === 200 ? { id: crypto.randomUUID() } : error), () => {
      call.answeredAt = performance.now()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    taken,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
