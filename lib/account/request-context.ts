import type { RequestChannel } from '@/lib/channels'
import type { SessionEnd } from '@/lib/db/client'
import type { Locale } from '@/lib/policy'
import type { AccountFacts, SessionFacts } from './account-facts'

/** Not signed in. The fields describe the session whose secret was sent, if it once was valid. */
export interface Guest {
  readonly kind: 'guest'
  readonly ended: SessionEnd | 'expired' | null
  readonly formerSessionId: string | null
  readonly formerAccountId: string | null
}

export interface Member {
  readonly kind: 'member'
  readonly account: AccountFacts
  readonly session: SessionFacts
}

export type Caller = Guest | Member

export interface RequestContext {
  readonly caller: Caller
  readonly channel: RequestChannel
  readonly locale: Locale
  readonly address: string
  readonly userAgent: string
  readonly requestId: string
  /** The path without secrets, for the log. */
  readonly route: string
}

export const guest: Guest = { kind: 'guest', ended: null, formerSessionId: null, formerAccountId: null }
