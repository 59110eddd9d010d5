import { policy } from '@/lib/policy'
import { log } from '@/lib/process/log'
import { processWide } from '@/lib/process/process-wide'

interface Watch {
  startedAt: number
  readonly names: Set<string>
}

/**
 * Password spraying stays below the limits of each login and network (OWASP Credential Stuffing), so it is logged, once
 * per window. It blocks nothing, because the owners use the same logins.
 */
export function watchForSpray(subject: string): void {
  const watch = processWide<Watch>('spray', () => ({ startedAt: Number.NEGATIVE_INFINITY, names: new Set() }))
  const now = performance.now()
  if (now - watch.startedAt > policy.spraySeconds * 1_000) {
    watch.startedAt = now
    watch.names.clear()
  }
  if (watch.names.size >= policy.sprayNames || watch.names.has(subject)) return
  watch.names.add(subject)
  if (watch.names.size === policy.sprayNames)
    log().warn({ event: 'authn_login_spray', names: watch.names.size })
}
