import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** One request as Node's HTTP server tells of it. */
export interface Incoming {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly server: Server
}

/** Calls back for every request of this process before Next sees it, or when its answer is out. */
export function onRequest(
  moment: 'request.start' | 'response.finish',
  see: (incoming: Incoming) => void,
): void {
  // The shape that Node documents for both channels.
  channel(`http.server.${moment}`).subscribe((message) => see(message as Incoming))
}
