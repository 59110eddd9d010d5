import { type SessionInit, sessionInit } from './credential'
import type { Parts } from './parts'
import { readRetryAfter } from './reasons'
import { repeatAfterReentry } from './repeat'

// What a proxy says when the server behind it is away; a 500 may be the app's own affair.
const awayStatuses = [502, 503, 504]

/** Requests of the app's own, under the user's session. */
export function appCalls(parts: Parts) {
  const { session, transport } = parts

  async function withSession(send: (carried: SessionInit) => Promise<Response>): Promise<Response> {
    await session.load()
    const watched = () => watch(parts, () => send(sessionInit(session.credential)))
    return await repeatAfterReentry(parts, watched, ({ status }) => status === 401)
  }

  return {
    withSession,
    call: (path: string, init: RequestInit = {}) =>
      withSession(() => transport.send(path, init).catch((error: unknown) => rethrow(error, init))),
  }
}

/** Learns from a request whether the server is there. */
async function watch({ reentry, clock }: Parts, send: () => Promise<Response>): Promise<Response> {
  let response: Response
  try {
    response = await send()
  } catch (error) {
    if (!(error instanceof GivenUp)) reentry.lost('no_network')
    throw error instanceof GivenUp ? error.cause : error
  }
  const { status, headers } = response
  if (awayStatuses.includes(status))
    reentry.lost('server_error', readRetryAfter(headers.get('retry-after'), clock.now()))
  else if (status !== 401) void reentry.reached()
  return response
}

/** The app itself gave its request up: that says nothing of the network. */
class GivenUp extends Error {}

function rethrow(error: unknown, { signal }: RequestInit): never {
  throw signal?.aborted ? new GivenUp('given up', { cause: error }) : error
}
