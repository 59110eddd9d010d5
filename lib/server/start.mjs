import { parseArgs } from 'node:util'
import nextEnv from '@next/env'

/** Starts Next, which runs `instrumentation.ts`: that opens our HTTP server from the code that Next bundled. */
const { values } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    hostname: { type: 'string', short: 'H' },
    port: { type: 'string', short: 'p' },
  },
})
const { dev, hostname, port } = values

// Next reads this when it is imported.
process.env.NODE_ENV = dev ? 'development' : 'production'
if (port) process.env.PORT = port
nextEnv.loadEnvConfig(process.cwd(), dev)
const { default: next } = await import('next')

// Next calls this address itself, for the page that an action redirects to.
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
