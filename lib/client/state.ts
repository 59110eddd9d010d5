import type { User } from './answers'
import type { SignInReason } from './failures'
import type { KnownUser } from './known-user'

/**
 * Why the server has not confirmed the user: not asked yet since the start, or what came in the way. After
 * `session_refused` (`adviceFor` has what to offer) nothing is tried before the app says `resume` or `online`.
 */
export type OfflineCause =
  | 'not_asked_yet'
  | 'no_network'
  | 'server_error'
  | 'too_frequent'
  | 'session_refused'

/** Where the app stands. Everything the user has stays theirs in `signed_in`, online or not. */
export type State =
  /** The storage was not read yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'guest' }
  | { readonly kind: 'signed_in'; readonly connection: 'online'; readonly user: User }
  | {
      readonly kind: 'signed_in'
      readonly connection: 'offline'
      readonly user: User
      readonly because: OfflineCause
    }
  /** Show the sign-in screen with `login` filled in, and say why: `suppositions(reason)`. */
  | {
      readonly kind: 'needs_sign_in'
      readonly login: string
      readonly user: User
      readonly reason: SignInReason
    }

export type ClientEvent =
  | { readonly type: 'state'; readonly state: State; readonly previous: State }
  /** The server will be tried again by itself. */
  | { readonly type: 'retry_scheduled'; readonly inMillis: number; readonly because: OfflineCause }
  /** What is known now will not outlive the app: the storage refused it. */
  | { readonly type: 'storage_failed'; readonly error: unknown }

/** Must not throw. */
export type Listener = (event: ClientEvent) => void

/** Where an app stands that has only read its storage. */
export function initialState(known: KnownUser | null): State {
  if (!known) return { kind: 'guest' }
  const { login, user, reason } = known
  if (reason) return { kind: 'needs_sign_in', login, user, reason }
  return { kind: 'signed_in', connection: 'offline', user, because: 'not_asked_yet' }
}
