import type { User } from './answers'
import type { SignInReason } from './failures'
import type { KnownUser } from './known-user'

/** Why the server has not confirmed the user. `session_refused` is not retried until `resume` or `online` is called. */
export type OfflineCause =
  | 'not_asked_yet'
  | 'no_network'
  | 'server_error'
  | 'too_frequent'
  | 'session_refused'

/** In `signed_in`, offline too, the user keeps access to their data. */
export type State =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'guest' }
  | { readonly kind: 'signed_in'; readonly connection: 'online'; readonly user: User }
  | {
      readonly kind: 'signed_in'
      readonly connection: 'offline'
      readonly user: User
      readonly because: OfflineCause
    }
  /** Show the sign-in screen with `login` filled in, and explain why: `possibleCauses(reason)`. */
  | {
      readonly kind: 'needs_sign_in'
      readonly login: string
      readonly user: User
      readonly reason: SignInReason
    }

export type ClientEvent =
  | { readonly type: 'state'; readonly state: State; readonly previous: State }
  | { readonly type: 'retry_scheduled'; readonly inMillis: number; readonly because: OfflineCause }
  /** The state is not stored and will be lost when the app ends. */
  | { readonly type: 'storage_failed'; readonly error: unknown }

/** Must not throw. */
export type Listener = (event: ClientEvent) => void

export function initialState(known: KnownUser | null): State {
  if (!known) return { kind: 'guest' }
  const { login, user, reason } = known
  if (reason) return { kind: 'needs_sign_in', login, user, reason }
  return { kind: 'signed_in', connection: 'offline', user, because: 'not_asked_yet' }
}
