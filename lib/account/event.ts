import type { EventKind } from '@/lib/event-kinds'
import { log } from '@/lib/process/log'
import type { RequestContext } from './request-context'
import { hashSecret } from './secret'

export interface AccountEvent {
  readonly kind: EventKind
  readonly accountId: string
  /** Only when the event is about a session other than the caller's. */
  readonly sessionId?: string
  /** Shown to people and logged: never a secret; addresses only masked. */
  readonly details?: Readonly<Record<string, string | number>>
}

export interface EventSource
  extends Pick<RequestContext, 'channel' | 'address' | 'userAgent' | 'requestId' | 'route'> {
  readonly caller?: RequestContext['caller']
}

/** `source` is null for the operator's commands and the server's own work. The database sets the time. */
export function eventRow(source: EventSource | null, event: AccountEvent) {
  const { kind, accountId, details = {} } = event
  const caller = source?.caller
  const sessionId = event.sessionId ?? (caller?.kind === 'member' ? caller.session.id : undefined)
  return {
    kind,
    accountId,
    channel: source?.channel ?? null,
    userAgent: source?.userAgent || null,
    address: source?.address || null,
    requestId: source?.requestId || null,
    session: sessionId === undefined ? null : sessionPrefix(sessionId),
    details,
  }
}

const routineKinds: ReadonlySet<EventKind> = new Set([
  'user_created',
  'authn_login_success',
  'authn_password_change',
  'authn_token_created',
  'authn_token_revoked',
  'username_changed',
  'email_verified',
  'email_changed',
  'provider_linked',
  'provider_unlinked',
])

/** Logs an event with the fields of OWASP ASVS 5.0 §16.2: who, what, when, where. */
export function logEvent(source: EventSource | null, row: ReturnType<typeof eventRow>): void {
  const { kind, accountId, requestId, ...facts } = row
  const line = { event: kind, account: accountId || null, ...facts, route: source?.route, request: requestId }
  if (routineKinds.has(kind)) log().info(line)
  else log().warn(line)
}

function sessionPrefix(sessionId: string): string {
  return Buffer.from(hashSecret(sessionId)).toString('hex').slice(0, 12)
}
