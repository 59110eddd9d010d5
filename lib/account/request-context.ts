import type { RequestChannel } from '@/lib/channels'
import type { SessionEnd } from '@/lib/db/client'
import type { Locale } from '@/lib/policy'
import type { AccountFacts, SessionFacts } from './account-facts'

/** Nobody; `ended` tells why a session that was shown no longer counts, if it once did, which and whose it was. */
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

/** Who is asking. */
export type Caller = Guest | Member

/** One request as operations see it: who asks, through which channel, from where. */
export interface RequestContext {
  readonly caller: Caller
  readonly channel: RequestChannel
  readonly locale: Locale
  readonly address: string
  readonly userAgent: string
  /** As the log names the request, and its path without secrets. */
  readonly requestId: string
  readonly route: string
}

export const guest: Guest = { kind: 'guest', ended: null, formerSessionId: null, formerAccountId: null }
