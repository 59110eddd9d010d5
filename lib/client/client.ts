import type { Tools, User } from './answers'
import { appCalls } from './app-calls'
import { type Clock, defaultRetry, type RetryPolicy, systemClock } from './clock'
import type { CookieCarrier } from './cookies'
import type { AdminPassword, PasswordRequest } from './exchanges'
import type { Parts } from './parts'
import { personCalls } from './person-calls'
import { presence } from './presence'
import { Reentry } from './reentry'
import { type Listener, Session, type State } from './session'
import type { ClientStorage } from './storage'
import { type Answer, createTransport, type Fetch } from './transport'
import { createTurns } from './turns'

export interface ClientOptions {
  /** Where the device dialect is, `https://id.example.com/api`. */
  readonly baseUrl: string
  /** Names this installation, and is a credential: 16 random bytes or more, made once, kept in safe storage. */
  readonly deviceId: string
  readonly storage: ClientStorage
  /** Where push messages to this device go; `setDeviceToken` when it becomes known or changes. */
  readonly deviceToken?: string | null
  /**
   * Whether the password that last worked is stored, for silent re-login after the cookie has expired. Without
   * it only accounts that have no password, and live sessions, come back by themselves.
   */
  readonly keepPassword?: boolean
  readonly fetch?: Fetch
  /** Only where `fetch` keeps no cookies by itself. */
  readonly cookies?: CookieCarrier
  readonly clock?: Clock
  readonly random?: () => number
  readonly retry?: Partial<RetryPolicy>
}

/** One app's client of the device dialect. */
export interface Client {
  readonly state: State
  /** Tells of each change of state, and of tries to come. The answer stops it. */
  on(listener: Listener): () => void
  /** At the app's start, and when it comes to the front: who was known is known again, and is confirmed. */
  resume(): Promise<State>
  /** What the sign-in screen does. A login that nobody has makes an account. */
  enter(input: { readonly login: string; readonly password?: string }): Promise<Answer<User>>
  /** By what the user, or the owner of a login, can get a new password. */
  tools(login?: string): Promise<Answer<Tools>>
  /** Has a new password sent, and answers by what. The old one stays good until the new one is used. */
  requestPassword(input: PasswordRequest): Promise<Answer<string>>
  /** For administrators: sets somebody's password and mails it; all their sessions end. */
  setPassword(input: AdminPassword): Promise<Answer<User>>
  /** The user, online or not; null for a guest, and while the sign-in screen is due. */
  signedInUser(): User | null
  /** A request below the base address. Sent once more after a silent re-login when it is answered 401. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** The same for a request that the app sends by itself; it is called once more when its answer was a 401. */
  withSession(send: () => Promise<Response>): Promise<Response>
  /** The system says that the network is back: what waits is tried at once. */
  online(): Promise<State>
  /** A new place for push messages. Without one the server keeps the last, until that says that it is gone. */
  setDeviceToken(token: string | null): Promise<State>
  /**
   * Forgets the user at once and ends the session. Without network that is made good later.
   *
   * @returns whether the server knows already
   */
  signOut(): Promise<boolean>
  /** Forgets the user and carried cookies without a word to the server. */
  forget(): Promise<void>
  /** Nothing is under way and all is stored: for background tasks, and tests. */
  settled(): Promise<void>
  /** Stops all timers, for good. */
  close(): void
}

/** Makes a client. It does nothing before it is called, and keeps nothing outside of itself and the storage. */
export function createClient(options: ClientOptions): Client {
  const { clock = systemClock, random = Math.random, cookies = null, keepPassword = false } = options
  const retry = { ...defaultRetry, ...options.retry }
  const doFetch: Fetch = options.fetch ?? ((address, init) => fetch(address, init))
  const transport = createTransport({ ...retry, baseUrl: options.baseUrl, fetch: doFetch, clock, cookies })
  const session = new Session(options.storage, keepPassword)
  const turns = createTurns()
  const device = { id: options.deviceId, token: options.deviceToken ?? null }
  const reentry = new Reentry({ session, transport, turns, clock, retry, random, device: () => device })
  const parts: Parts = { session, transport, turns, clock, retry, reentry, device }
  return {
    get state() {
      return session.state
    },
    on: (listener) => session.on(listener),
    signedInUser: () => (session.state.kind === 'signed_in' ? session.state.user : null),
    ...personCalls(parts),
    ...appCalls(parts),
    ...presence(parts),
    async settled() {
      await turns.idle()
      await session.stored()
    },
    close: () => reentry.close(),
  }
}
