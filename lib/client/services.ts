import type { Clock, RetryPolicy } from './clock'
import type { SessionOption } from './credential'
import type { Relogin } from './relogin'
import type { SerialQueue } from './serial-queue'
import type { Session } from './session'
import type { Transport } from './transport'

export interface Services {
  readonly session: Session
  readonly transport: Transport
  readonly queue: SerialQueue
  readonly relogin: Relogin
  readonly clock: Clock
  readonly retry: RetryPolicy
  readonly sessionOption: SessionOption
  readonly device: { readonly id: string; token: string | null }
}
