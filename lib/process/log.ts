import { hostname } from 'node:os'
import pino from 'pino'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { errorMessage } from './error-message'
import { processWide, setProcessWide } from './process-wide'

const maxBufferedCharacters = 64 * 1024
const instance = `${hostname()}:${process.pid}`

export function logToStderr(): void {
  setProcessWide('log', pino(options(), pino.destination({ fd: process.stderr.fd, sync: true })))
}

/** The log of this process: one JSON line per event. Callers pass facts, never bodies or secrets. */
export function log(): pino.Logger {
  return processWide('log', () => pino(options(), standardOutput()))
}

function options(): pino.LoggerOptions {
  return { level: config().logLevel, base: { instance }, timestamp: pino.stdTimeFunctions.isoTime }
}

/** Writes asynchronously and in batches. Lines that cannot be written (disk full) are dropped; requests go on. */
function standardOutput(): pino.DestinationStream {
  const output = pino.destination({ fd: process.stdout.fd, sync: false, maxLength: maxBufferedCharacters })
  output.on('error', () => {})
  // The buffer is full, and pino does not retry by itself.
  output.on('drop', () => {
    try {
      output.flushSync()
    } catch {}
  })
  return output
}

/** For faults that many requests hit at once: at most one line per `outageLogSeconds`, so that the disk does not fill. */
export function logThrottled(event: string, error: unknown): void {
  const last = processWide(`logged-${event}`, () => ({ at: Number.NEGATIVE_INFINITY }))
  if (performance.now() - last.at < policy.outageLogSeconds * 1_000) return
  last.at = performance.now()
  log().error({ event, error: errorMessage(error) })
}

export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${[...email][0]}***${email.slice(at)}`
}

export function maskAddresses(text: string): string {
  return text.replace(
    /('?)([^\s<>"(),;:]+@[^\s<>"'(),;:]+)/gu,
    (_, quote: string, address: string) => quote + maskAddress(address),
  )
}
