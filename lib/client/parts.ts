import type { Clock, RetryPolicy } from './clock'
import type { SessionOption } from './credential'
import type { Reentry } from './reentry'
import type { Session } from './session'
import type { Transport } from './transport'
import type { Turns } from './turns'

/** What one client is made of; its calls work on these. */
export interface Parts {
  readonly session: Session
  readonly transport: Transport
  readonly turns: Turns
  readonly reentry: Reentry
  readonly clock: Clock
  readonly retry: RetryPolicy
  readonly sessionOption: SessionOption
  readonly device: { readonly id: string; token: string | null }
}
