import type { EventKind } from '@/lib/event-kinds'
import { log } from '@/lib/process/log'
import type { RequestContext } from './request-context'
import { hashSecret } from './secret'

export interface AccountEvent {
  readonly kind: EventKind
  readonly accountId: string
  /** The session it is about, where that is not the one that asks. */
  readonly sessionId?: string
  /** A few facts for people and for the log. Never a secret, and addresses only masked. */
  readonly details?: Readonly<Record<string, string | number>>
}

/** Where something came from, as far as anything did. */
export interface EventSource
  extends Pick<RequestContext, 'channel' | 'address' | 'userAgent' | 'requestId' | 'route'> {
  /** Absent where the asker's own session does not matter any more. */
  readonly caller?: RequestContext['caller']
}

/**
 * An event as its row keeps it, but for its time, which the database knows.
 *
 * @param source null for what came through no channel: the operator's command, the server on its own
 */
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

/** What happens every day; all else is a warning. */
const ordinary: ReadonlySet<EventKind> = new Set([
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

/** One line for an event, with the fields of OWASP ASVS 5.0 §16.2: who, what, when, where. */
export function logEvent(source: EventSource | null, row: ReturnType<typeof eventRow>): void {
  const { kind, accountId, requestId, ...facts } = row
  const line = { event: kind, account: accountId || null, ...facts, route: source?.route, request: requestId }
  if (ordinary.has(kind)) log().info(line)
  else log().warn(line)
}

function sessionPrefix(sessionId: string): string {
  return Buffer.from(hashSecret(sessionId)).toString('hex').slice(0, 12)
}
