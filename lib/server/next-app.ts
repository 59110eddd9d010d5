import type { IncomingMessage, ServerResponse } from 'node:http'

/** What `start.mjs`, which has started Next, hands over to us, who run in it. */
export interface NextApp {
  /** The address to listen on; without one, on all that this machine has. */
  readonly host: string | undefined
  /** Answers a request by a page or a route of ours, once these are ready. */
  handle(request: IncomingMessage, answer: ServerResponse): Promise<void>
}

/** @throws Error where something else has started Next: then nothing of ours would stand before it. */
export function nextApp(): NextApp {
  const app = Reflect.get(globalThis, Symbol.for('latchkey.next-app'))
  if (!app) throw new Error('It is started by `npm start`, and by `npm run dev` for work on it.')
  return app
}
