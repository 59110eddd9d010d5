import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { errorMessage } from '@/lib/process/error-message'
import { log } from '@/lib/process/log'
import { runForRequest } from '@/lib/process/request-facts'
import { Answer } from './answer'
import { drain } from './drain'
import { IncomingRequest } from './incoming-request'
import type { NextApp } from './next-app'
import { runSteps } from './pipeline'
import { factsOf } from './steps/identify-request'

let drainOpenServer = async () => {}

const options = {
  IncomingMessage: IncomingRequest,
  ServerResponse: Answer,
  // Longer than proxies keep idle connections (60 s): if we closed first, they would send requests into a closed one.
  keepAliveTimeout: 75_000,
  headersTimeout: policy.requestHeadSeconds * 1_000,
  requestTimeout: (policy.requestBodySeconds + policy.uploadSeconds) * 1_000,
  connectionsCheckingInterval: 1_000,
  // `require-host.ts` checks this.
  requireHostHeader: false,
}

/** Listens for requests. Those that come before Next is ready wait. */
export async function openServer(app: NextApp): Promise<void> {
  const { isDevelopment, port, appUrl } = config()
  const server = createServer(options, (request, answer) => void serve(request, answer, app.handle))
  server.on('checkExpectation', (request, answer) => void serve(request, answer, refuseExpectation))
  if (!isDevelopment) server.on('upgrade', (_, socket) => socket.destroy())
  server.listen(port, app.host)
  await once(server, 'listening')
  drainOpenServer = () => drain(server)
  log().info({ event: 'listening', appUrl, address: addressText(server.address()) })
}

export async function closeServer(): Promise<void> {
  await drainOpenServer()
}

async function serve(request: IncomingRequest, answer: Answer, handle: NextApp['handle']): Promise<void> {
  try {
    runSteps(request, answer)
    if (!answer.writableEnded) await runForRequest(factsOf(request), () => handle(request, answer))
  } catch (error) {
    const stack = error instanceof Error ? error.stack : undefined
    log().error({ event: 'server_fault', error: errorMessage(error), ...factsOf(request), stack })
    if (!answer.headersSent) answer.statusCode = 500
    answer.end('Internal Server Error')
  }
}

/** RFC 9110 §10.1.1: `100-continue` is the only expectation, and Node answers that one. */
async function refuseExpectation(_: IncomingMessage, answer: ServerResponse): Promise<void> {
  answer.writeHead(417).end()
}

function addressText(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return String(address)
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `${host}:${address.port}`
}
