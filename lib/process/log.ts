import { hostname } from 'node:os'
import pino from 'pino'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { processWide, setProcessWide } from './process-wide'
import { reasonOf } from './reason-of'

const mostWaitingCharacters = 64 * 1024
/** Which server wrote a line, where the lines of several come together. */
const instance = `${hostname()}:${process.pid}`

/** For a command, whose answer alone is its output: what it logs goes beside. */
export function logToErrorOutput(): void {
  setProcessWide('log', pino(options(), pino.destination({ fd: process.stderr.fd, sync: true })))
}

/** The log of this process: one JSON line an event, no secret ever (callers pass facts, never bodies). */
export function log(): pino.Logger {
  return processWide('log', () => pino(options(), standardOutput()))
}

function options(): pino.LoggerOptions {
  return { level: config().logLevel, base: { instance }, timestamp: pino.stdTimeFunctions.isoTime }
}

/**
 * What cannot be written, to a full disk perhaps, is lost: no answer waits for it, and nobody stops for it. Lines go out
 * beside the requests, several at once where several wait (each by itself is a 20th of a session check), and what still
 * waits at the end goes out then.
 */
function standardOutput(): pino.DestinationStream {
  const output = pino.destination({ fd: process.stdout.fd, sync: false, maxLength: mostWaitingCharacters })
  output.on('error', () => {})
  // It attempts no more when it is full.
  output.on('drop', () => {
    try {
      output.flushSync()
    } catch {}
  })
  return output
}

/** A fault that many meet at once: one line in a while, or a line for each could fill the disk. */
export function logSeldom(event: string, error: unknown): void {
  const told = processWide(`told-${event}`, () => ({ at: Number.NEGATIVE_INFINITY }))
  if (performance.now() - told.at < policy.outageLogSeconds * 1_000) return
  told.at = performance.now()
  log().error({ event, error: reasonOf(error) })
}

/** What a log line may say of an address: enough for support to recognise it, too little to harvest. */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${[...email][0]}***${email.slice(at)}`
}

/** The same for every address in a text that somebody else wrote: what a mail server answers may repeat one, in quotes. */
export function maskAddresses(text: string): string {
  return text.replace(
    /('?)([^\s<>"(),;:]+@[^\s<>"'(),;:]+)/gu,
    (_, quote: string, address: string) => quote + maskAddress(address),
  )
}
