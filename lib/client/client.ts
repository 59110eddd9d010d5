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
  /** Base URL of the device dialect: `https://id.example.com/api`. */
  readonly baseUrl: string
  /** Identifies this installation and is a credential: at least 16 random bytes, made once, kept in safe storage. */
  readonly deviceId: string
  readonly storage: ClientStorage
  /** The push token of this device. Use `setDeviceToken` when it changes. */
  readonly deviceToken?: string | null
  /** Stores the last working password for silent re-login. Accounts without a password do not need it. */
  readonly keepPassword?: boolean
  /** Default `auto`: by cookie, or by a stored bearer token where the server receives no cookie. */
  readonly session?: SessionOption
  readonly fetch?: Fetch
  readonly clock?: Clock
  readonly random?: () => number
  readonly retry?: Partial<RetryPolicy>
}

export interface Client {
  readonly state: State
  /** Reports each change of state and each planned retry. Returns a function that unsubscribes. */
  on(listener: Listener): () => void
  /** Call at start and when the app comes to the front: restores the known user and confirms the session. */
  resume(): Promise<State>
  /** An unknown login creates an account. `session_refused`: signed in, but the server does not receive the session. */
  enter(input: SignInInput): Promise<Result<User>>
  /** Sets fields of the user. A changed password replaces the stored one. */
  setUser(fields: UserFields): Promise<Result<User>>
  /** How the user, or the owner of `login`, can get a new password. */
  tools(login?: string): Promise<Result<Tools>>
  /** Sends a new password and returns the tool used. The old one works until the new one is used. */
  requestPassword(input: PasswordRequest): Promise<Result<string>>
  /** For administrators: sets a user's password, mails it and ends all their sessions. */
  setPassword(input: AdminPassword): Promise<Result<User>>
  /** The user, online or offline; null for a guest and in `needs_sign_in`. */
  signedInUser(): User | null
  /** Sends a request to a path below `baseUrl`. After a 401 it signs in silently and sends it once more. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** Like `call`, for the app's own `fetch`: `send` receives the headers and credentials. Called again after a 401. */
  withSession(send: (carried: SessionInit) => Promise<Response>): Promise<Response>
  /** Call when the network is back: retries at once. */
  online(): Promise<State>
  /** Sets a new push token. With null, the server keeps the last one until the push service reports it as gone. */
  setDeviceToken(token: string | null): Promise<State>
  /** Forgets the user at once and ends the session, or later if offline. Returns whether the server has confirmed it. */
  signOut(): Promise<boolean>
  /** Forgets the user and a bearer session, without a request to the server. */
  forget(): Promise<void>
  /** Resolves when nothing is running and everything is stored. For background tasks and tests. */
  settled(): Promise<void>
  close(): void
}

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
