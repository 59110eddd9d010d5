import type { IncomingMessage, ServerResponse } from 'node:http'

export interface NextApp {
  /** The address to listen on; undefined: all addresses of this machine. */
  readonly host: string | undefined
  handle(request: IncomingMessage, answer: ServerResponse): Promise<void>
}

/** @throws Error when Next was started another way: then our HTTP server and its checks would be missing */
export function nextApp(): NextApp {
  const app = Reflect.get(globalThis, Symbol.for('latchkey.next-app'))
  if (!app) throw new Error('Start it with `npm start`, or with `npm run dev` for development.')
  return app
}
