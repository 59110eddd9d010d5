import type { Tools, User } from './answers'
import { appCalls } from './app-calls'
import { type Clock, defaultRetry, type RetryPolicy, systemClock } from './clock'
import type { SessionInit, SessionOption } from './credential'
import type { AdminPassword, PasswordRequest, UserFields } from './endpoints'
import { lifecycleCalls } from './lifecycle-calls'
import { Relogin } from './relogin'
import { createSerialQueue } from './serial-queue'
import type { Services } from './services'
import { Session } from './session'
import type { Listener, State } from './state'
import type { ClientStorage } from './storage'
import { createTransport, type Fetch, type Result } from './transport'
import { type SignInInput, userCalls } from './user-calls'

export interface ClientOptions {
  /** Where the device dialect is, `https://id.example.com/api`. */
  readonly baseUrl: string
  /** Names this installation, and is a credential: 16 random bytes or more, made once, kept in safe storage. */
  readonly deviceId: string
  readonly storage: ClientStorage
  /** Where push messages to this device go; `setDeviceToken` when it becomes known or changes. */
  readonly deviceToken?: string | null
  /**
   * Whether the password that last worked is stored, for silent re-login after the session has expired. Without
   * it only accounts that have no password, and live sessions, come back by themselves.
   */
  readonly keepPassword?: boolean
  /**
   * How sessions travel. `auto`, unless told otherwise: by cookie, and where the server gets none, by a bearer token in
   * the storage. An app that knows its page to be of another site says `bearer`, and spares the first try.
   */
  readonly session?: SessionOption
  readonly fetch?: Fetch
  readonly clock?: Clock
  readonly random?: () => number
  readonly retry?: Partial<RetryPolicy>
}

/** One app's client of the device dialect. */
export interface Client {
  readonly state: State
  /** Tells of each change of state, and of attempts to come. The answer stops it. */
  on(listener: Listener): () => void
  /** At the app's start, and when it comes to the front: who was known is known again, and is confirmed. */
  resume(): Promise<State>
  /**
   * What the sign-in screen does. A login that nobody has makes an account. A failure `session_refused`: the login and
   * the password are right, but what carries the session is lost on the way.
   */
  enter(input: SignInInput): Promise<Result<User>>
  /** Sets fields of the user. A changed password takes the place of the kept one. */
  setUser(fields: UserFields): Promise<Result<User>>
  /** By what the user, or the owner of a login, can get a new password. */
  tools(login?: string): Promise<Result<Tools>>
  /** Has a new password sent, and answers by what. The old one stays good until the new one is used. */
  requestPassword(input: PasswordRequest): Promise<Result<string>>
  /** For administrators: sets somebody's password and mails it; all their sessions end. */
  setPassword(input: AdminPassword): Promise<Result<User>>
  /** The user, online or not; null for a guest, and while the sign-in screen is due. */
  signedInUser(): User | null
  /** A request below the base address. Sent once more after a silent re-login when it is answered 401. */
  call(path: string, init?: RequestInit): Promise<Response>
  /**
   * The same for a request that the app sends by itself: `send` gets what carries the session, for its `fetch`. It is
   * called once more when its answer was a 401.
   */
  withSession(send: (carried: SessionInit) => Promise<Response>): Promise<Response>
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
  /** Forgets the user and a bearer session without a word to the server. */
  forget(): Promise<void>
  /** Nothing is under way and all is stored: for background tasks, and tests. */
  settled(): Promise<void>
  /** Stops all timers, for good. */
  close(): void
}

/** Makes a client. It does nothing before it is called, and keeps nothing outside of itself and the storage. */
export function createClient(options: ClientOptions): Client {
  const {
    clock = systemClock,
    random = Math.random,
    keepPassword = false,
    session: sessionOption = 'auto',
  } = options
  const retry = { ...defaultRetry, ...options.retry }
  const doFetch: Fetch = options.fetch ?? ((address, init) => fetch(address, init))
  const session = new Session(options.storage, { keepPassword, session: sessionOption })
  const credential = () => session.credential
  const transport = createTransport({ ...retry, baseUrl: options.baseUrl, fetch: doFetch, clock, credential })
  const queue = createSerialQueue()
  const device = { id: options.deviceId, token: options.deviceToken ?? null }
  const common = { session, transport, queue, clock, retry, sessionOption }
  const relogin = new Relogin({ ...common, random, device: () => device })
  const services: Services = { ...common, relogin, device }
  return {
    get state() {
      return session.state
    },
    on: (listener) => session.on(listener),
    signedInUser: () => (session.state.kind === 'signed_in' ? session.state.user : null),
    ...userCalls(services),
    ...appCalls(services),
    ...lifecycleCalls(services),
    async settled() {
      await queue.idle()
      await session.stored()
    },
    close: () => relogin.close(),
  }
}
