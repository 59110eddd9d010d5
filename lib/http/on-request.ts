import { AsyncResource } from 'node:async_hooks'
import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** One request as Node's HTTP server tells of it. */
export interface Incoming {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Also when the request has let go of it, as one does that was broken off. */
  readonly socket: Socket
  readonly server: Server
}

/** What `keep-early-requests.mjs` leaves for us. */
interface Keeper {
  readonly early: readonly Incoming[]
  forget(): void
}

/** Calls back for every request of this process before Next sees it, or when its answer is out. */
export function onRequest(
  moment: 'request.start' | 'response.finish',
  see: (incoming: Incoming) => void,
): void {
  // Node itself has answered what is no proper request, once it had told of it.
  const early = (keeper()?.early ?? []).filter(({ response }) => !response.headersSent)
  // Each by itself: what it enters (`lib/request-facts.ts`) is not what the start goes on in.
  if (moment === 'request.start')
    for (const incoming of early) new AsyncResource('early-request').runInAsyncScope(see, undefined, incoming)
  // The shape that Node documents for both channels.
  channel(`http.server.${moment}`).subscribe((message) => see(message as Incoming))
}

/** Whether requests that came in before anybody asked for them are seen too. */
export function areEarlyRequestsKept(): boolean {
  return keeper() !== undefined
}

/** To be called in the same turn as the last `onRequest`: from now on every request is seen as it comes. */
export function forgetEarlyRequests(): void {
  keeper()?.forget()
}

function keeper(): Keeper | undefined {
  return Reflect.get(globalThis, Symbol.for('latchkey.early-requests'))
}
