import { type SessionInit, sessionInit } from './credential'
import { readRetryAfter } from './failures'
import { repeatAfterRelogin } from './repeat-after-relogin'
import type { Services } from './services'

// Sent by a proxy while the server is away. A 500 may come from the app's own server.
const unavailableStatuses = [502, 503, 504]

export function appCalls(services: Services) {
  const { session, transport } = services

  async function withSession(send: (carried: SessionInit) => Promise<Response>): Promise<Response> {
    await session.load()
    const tracked = () => trackConnection(services, () => send(sessionInit(session.credential)))
    return await repeatAfterRelogin(services, tracked, ({ status }) => status === 401)
  }

  return {
    withSession,
    call: (path: string, init: RequestInit = {}) =>
      withSession(() => transport.send(path, init).catch((error: unknown) => rethrow(error, init))),
  }
}

async function trackConnection(
  { relogin, clock }: Services,
  send: () => Promise<Response>,
): Promise<Response> {
  let response: Response
  try {
    response = await send()
  } catch (error) {
    if (!(error instanceof AbortedByApp)) relogin.connectionLost('no_network')
    throw error instanceof AbortedByApp ? error.cause : error
  }
  const { status, headers } = response
  if (unavailableStatuses.includes(status))
    relogin.connectionLost('server_error', readRetryAfter(headers.get('retry-after'), clock.now()))
  else if (status !== 401) void relogin.serverReached()
  return response
}

/** An abort by the app says nothing about the network. */
class AbortedByApp extends Error {}

function rethrow(error: unknown, { signal }: RequestInit): never {
  throw signal?.aborted ? new AbortedByApp('aborted by the app', { cause: error }) : error
}
