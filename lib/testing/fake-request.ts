import { Socket } from 'node:net'
import { Answer } from '@/lib/server/answer'
import { IncomingRequest } from '@/lib/server/incoming-request'

interface RequestFields {
  readonly method?: string
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly httpVersion?: string
}

export function fakeRequest(fields: RequestFields = {}): { request: IncomingRequest; answer: Answer } {
  const request = new IncomingRequest(new Socket())
  Object.assign(request, { method: 'GET', url: '/', httpVersion: '1.1', ...fields })
  request.headers = { host: 'localhost', ...fields.headers }
  return { request, answer: new Answer(request) }
}
