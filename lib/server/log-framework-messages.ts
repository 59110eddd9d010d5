import { format, stripVTControlCharacters } from 'node:util'
import { log } from '@/lib/process/log'
import { redactSecrets } from '@/lib/process/redact-secrets'
import { requestFacts } from '@/lib/process/request-facts'

const maxCharacters = 2_000

/** Sends what Next prints to our log: one line per message, so that clients cannot forge lines, and without secrets. */
export function logFrameworkMessages(): void {
  for (const level of ['error', 'warn'] as const) console[level] = logMessage
}

function logMessage(...args: unknown[]): void {
  const text = redactSecrets(stripVTControlCharacters(format(...args)).trim())
  log().warn({ event: 'framework_message', text: text.slice(0, maxCharacters), ...requestFacts() })
}
