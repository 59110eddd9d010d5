import { type Clock, type RetryPolicy, retryDelayMillis } from './clock'
import { type DeviceFields, sessionOwner } from './endpoints'
import type { Failure } from './failures'
import type { KnownUser } from './known-user'
import type { SerialQueue } from './serial-queue'
import type { Session } from './session'
import { type OpenedSession, type SignInServices, signIn } from './sign-in'
import type { OfflineCause } from './state'
import type { Result } from './transport'

interface ReloginServices extends SignInServices {
  readonly session: Session
  readonly queue: SerialQueue
  readonly clock: Clock
  readonly retry: RetryPolicy
  random(): number
  device(): DeviceFields
}

/** Silent re-login with retries. It ends only when the server rejects the login or the password, never for an outage. */
export class Relogin {
  private readonly services: ReloginServices
  private running: Promise<boolean> | null = null
  private cancelTimer: (() => void) | null = null
  private failures = 0
  private tooFrequentInARow = 0
  private blockedUntil = 0
  private isClosed = false

  constructor(services: ReloginServices) {
    this.services = services
  }

  /** Attempts now, unless a later sign-in has happened. Concurrent callers share one attempt. */
  signInAgain(signInCount = this.services.session.signInCount): Promise<boolean> {
    this.running ??= this.services.queue
      .run(() => this.attempt(signInCount))
      .finally(() => {
        this.running = null
      })
    return this.running
  }

  /** Re-login after a 401, unless the server never receives the session anyway. */
  async afterUnauthorized(signInCount: number): Promise<boolean> {
    return !this.isSessionRefused() && (await this.signInAgain(signInCount))
  }

  connectionLost(because: OfflineCause, waitSeconds: number | null = null): void {
    if (this.services.session.state.kind !== 'signed_in') return
    this.services.session.goOffline(because)
    if (!this.cancelTimer) this.retryLater(because, waitSeconds)
  }

  /** Retries at once, unless the server has asked to wait. */
  async online(): Promise<void> {
    const { state } = this.services.session
    if (state.kind === 'signed_in' && state.connection === 'offline') await this.signInAgain()
  }

  async serverReached(): Promise<void> {
    if (!this.isSessionRefused()) await this.online()
  }

  reset(): void {
    this.cancelTimer?.()
    this.cancelTimer = null
    this.failures = 0
    this.tooFrequentInARow = 0
    this.blockedUntil = 0
  }

  close(): void {
    this.reset()
    this.isClosed = true
  }

  private isSessionRefused(): boolean {
    const { state } = this.services.session
    return state.kind === 'signed_in' && state.connection === 'offline' && state.because === 'session_refused'
  }

  private async attempt(signInCount: number): Promise<boolean> {
    const { session, clock } = this.services
    const { known } = session
    if (!known || known.reason) return false
    if (session.signInCount !== signInCount) return true
    const wait = this.blockedUntil - clock.now()
    if (wait > 0) {
      this.schedule(wait, 'too_frequent')
      return false
    }
    this.cancelTimer?.()
    this.cancelTimer = null
    const result = await this.signInSilently(known)
    if (!result.ok) return this.handleFailure(result.failure)
    session.recordSignIn(session.known?.login ?? known.login, result.value, known.password)
    this.reset()
    return true
  }

  /** By session if it is still the user's own, otherwise by password, or by device where no password is stored. */
  private async signInSilently(known: KnownUser): Promise<Result<OpenedSession>> {
    const { session, transport } = this.services
    const owner = await transport.ask(sessionOwner(session.credential))
    if (!owner.ok && owner.failure.kind === 'no_network') return owner
    // The browser's pages share the cookie: it may belong to another user now.
    const isSameUser = owner.ok ? session.identify(owner.value) : owner.failure.kind !== 'not_signed_in'
    if (!isSameUser && known.password !== null) return await this.signInWith(known.password)
    const first = await this.signInWith(null, owner.ok && isSameUser)
    const needsPassword = !first.ok && first.failure.kind === 'account_used' && known.password !== null
    return needsPassword ? await this.signInWith(known.password) : first
  }

  private signInWith(password: string | null, isConfirmed = false): Promise<Result<OpenedSession>> {
    const { session, transport, device } = this.services
    const fields = { login: session.known?.user.login ?? '', password, device: device() }
    return signIn(this.services, { fields, credential: session.credential, ask: transport.ask, isConfirmed })
  }

  private handleFailure(failure: Failure): false {
    const { session, clock, retry } = this.services
    switch (failure.kind) {
      case 'account_used':
      case 'wrong_password':
        return this.stopTrying({ kind: 'login_taken_or_reset', code: failure.code })
      case 'bad_request':
      case 'no_such_login':
      case 'wrong_login':
        return this.stopTrying({ kind: 'login_refused', code: failure.code })
      case 'session_refused':
        this.reset()
        session.goOffline('session_refused')
        return false
      case 'too_frequent':
        this.tooFrequentInARow += 1
        if (this.tooFrequentInARow >= retry.tooFrequentInARow)
          return this.stopTrying({ kind: 'too_frequent', code: failure.code })
        session.goOffline('too_frequent')
        this.blockedUntil = clock.now() + 1_000 * (failure.retryAfterSeconds ?? 0)
        this.retryLater('too_frequent', failure.retryAfterSeconds)
        return false
      case 'no_network':
        session.goOffline('no_network')
        this.retryLater('no_network', null)
        return false
      default:
        session.goOffline('server_error')
        this.retryLater('server_error', 'retryAfterSeconds' in failure ? failure.retryAfterSeconds : null)
        return false
    }
  }

  private stopTrying(reason: Parameters<Session['askToSignIn']>[0]): false {
    this.reset()
    this.services.session.askToSignIn(reason)
    return false
  }

  private retryLater(because: OfflineCause, waitSeconds: number | null): void {
    this.failures += 1
    const delay = retryDelayMillis(this.services.retry, this.failures, this.services.random)
    const asked = 1_000 * (waitSeconds ?? 0)
    // Jitter, so that apps with the same `Retry-After` do not return at the same moment.
    this.schedule(Math.max(delay, asked * (1 + this.services.random() / 10)), because)
  }

  private schedule(inMillis: number, because: OfflineCause): void {
    if (this.isClosed) return
    this.cancelTimer?.()
    this.cancelTimer = this.services.clock.later(() => {
      this.cancelTimer = null
      void this.signInAgain()
    }, inMillis)
    this.services.session.emit({ type: 'retry_scheduled', inMillis, because })
  }
}
