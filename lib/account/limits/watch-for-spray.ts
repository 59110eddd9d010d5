import { policy } from '@/lib/policy'
import { log } from '@/lib/process/log'
import { processWide } from '@/lib/process/process-wide'

interface Watch {
  startedAt: number
  readonly names: Set<string>
}

/**
 * Watches wrong passwords across names: one or a few of them tried on a whole list stays below each name's and each
 * network's limits (OWASP Credential Stuffing). One warning for each window with so many names; nobody is refused
 * for it, because the names' owners come the same way.
 *
 * @param who the account's id, or the folded name where nobody has it
 */
export function watchForSpray(who: string): void {
  const watch = processWide<Watch>('spray', () => ({ startedAt: Number.NEGATIVE_INFINITY, names: new Set() }))
  const now = performance.now()
  if (now - watch.startedAt > policy.spraySeconds * 1_000) {
    watch.startedAt = now
    watch.names.clear()
  }
  if (watch.names.size >= policy.sprayNames || watch.names.has(who)) return
  watch.names.add(who)
  if (watch.names.size === policy.sprayNames)
    log().warn({ event: 'authn_login_spray', names: watch.names.size })
}
