import { format, stripVTControlCharacters } from 'node:util'
import { log } from '@/lib/process/log'
import { requestFacts } from '@/lib/process/request-facts'
import { withoutSecrets } from '@/lib/process/without-secrets'

const mostCharacters = 2_000

/**
 * What Next prints by itself, mostly of forms that it could not read, becomes lines of the log as all else does: in
 * one line each, so that nothing a stranger sent starts a line of its own, and without what
 * may be a secret: it quotes headers. Faults of ours have theirs (`fault.ts`).
 */
export function logFramework(): void {
  for (const way of ['error', 'warn'] as const) console[way] = tell
}

function tell(...told: unknown[]): void {
  const text = withoutSecrets(stripVTControlCharacters(format(...told)).trim())
  log().warn({ event: 'framework_message', text: text.slice(0, mostCharacters), ...requestFacts() })
}
