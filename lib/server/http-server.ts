import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { log } from '@/lib/process/log'
import { reasonOf } from '@/lib/process/reason-of'
import { forRequest } from '@/lib/process/request-facts'
import { Answer } from './answer'
import { drain } from './drain'
import { IncomingRequest } from './incoming-request'
import type { NextApp } from './next-app'
import { takeSteps } from './pipeline'
import { factsOf } from './steps/identify-request'

let closeOpened = async () => {}

const options = {
  IncomingMessage: IncomingRequest,
  ServerResponse: Answer,
  // Proxies keep connections for a minute: who closes first must not be us.
  keepAliveTimeout: 75_000,
  // Who takes minutes is hung up on.
  headersTimeout: policy.requestHeadSeconds * 1_000,
  requestTimeout: (policy.requestBodySeconds + policy.uploadSeconds) * 1_000,
  connectionsCheckingInterval: 1_000,
  // A step says so (`refuse-without-host.ts`).
  requireHostHeader: false,
}

/** Listens for requests and answers them, by our steps or by Next. Whoever asks before Next is ready waits. */
export async function openServer(app: NextApp): Promise<void> {
  const { isDevelopment, port, appUrl } = config()
  const server = createServer(options, (request, answer) => void serve(request, answer, app.handle))
  server.on('checkExpectation', (request, answer) => void serve(request, answer, refuseExpectation))
  // In development Next has a connection of its own to the browser.
  if (!isDevelopment) server.on('upgrade', (_, socket) => socket.destroy())
  server.listen(port, app.host)
  await once(server, 'listening')
  closeOpened = () => drain(server)
  log().info({ event: 'listening', appUrl, address: addressText(server.address()) })
}

/** Takes nothing new, and ends in order what is under way. */
export async function closeServer(): Promise<void> {
  await closeOpened()
}

/** By the steps, or else by what stands behind them. */
async function serve(request: IncomingRequest, answer: Answer, behind: NextApp['handle']): Promise<void> {
  try {
    takeSteps(request, answer)
    if (!answer.writableEnded) await forRequest(factsOf(request), () => behind(request, answer))
  } catch (error) {
    const stack = error instanceof Error ? error.stack : undefined
    log().error({ event: 'server_fault', error: reasonOf(error), ...factsOf(request), stack })
    if (!answer.headersSent) answer.statusCode = 500
    answer.end('Internal Server Error')
  }
}

/** RFC 9110 §10.1.1: of what a client may expect there is only `100-continue`, which Node itself answers. */
async function refuseExpectation(_: IncomingMessage, answer: ServerResponse): Promise<void> {
  answer.writeHead(417).end()
}

function addressText(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return String(address)
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `${host}:${address.port}`
}
