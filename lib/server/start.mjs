import { parseArgs } from 'node:util'
import nextEnv from '@next/env'

/**
 * `npm start`, and with `--dev` `npm run dev`: starts Next, behind our own HTTP server. All else of ours is part of what
 * Next built, so that there is one copy of it: Next calls `instrumentation.ts`, and that opens the server
 * (`start-server.ts`).
 */
const { values } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    hostname: { type: 'string', short: 'H' },
    port: { type: 'string', short: 'p' },
  },
})
const { dev, hostname, port } = values

// Before Next is loaded, which reads it.
process.env.NODE_ENV = dev ? 'development' : 'production'
if (port) process.env.PORT = port
nextEnv.loadEnvConfig(process.cwd(), dev)
const { default: next } = await import('next')

// By this address Next asks itself, for the page that an action leads to.
const app = next({ dev, hostname: hostname ?? 'localhost', port: Number(process.env.PORT || 3000) })
const handle = app.getRequestHandler()
Reflect.set(globalThis, Symbol.for('latchkey.next-app'), {
  host: hostname,
  /** @type {(request: unknown, answer: unknown) => Promise<void>} */
  async handle(request, answer) {
    await prepared
    await handle(request, answer)
  },
})
const prepared = app.prepare()
try {
  await prepared
} catch (error) {
  console.error(`\n  Latchkey cannot start. ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}
