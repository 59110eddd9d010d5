import { type Clock, type RetryPolicy, retryDelayMillis } from './clock'
import { type DeviceFields, whoHolds } from './endpoints'
import { type Entrance, type EntranceParts, letIn } from './entrance'
import type { KnownUser } from './known-user'
import type { Failure } from './reasons'
import type { Session } from './session'
import type { OfflineCause } from './state'
import type { Answer } from './transport'
import type { Turns } from './turns'

interface ReentryParts extends EntranceParts {
  readonly session: Session
  readonly turns: Turns
  readonly clock: Clock
  readonly retry: RetryPolicy
  random(): number
  device(): DeviceFields
}

/**
 * Lets the known user in again without a word to the person, and when the server cannot be asked, later. Only
 * the server's own "account used" or "wrong password" ends that: no outage and no stranger's answer does.
 */
export class Reentry {
  private readonly parts: ReentryParts
  private running: Promise<boolean> | null = null
  private callOff: (() => void) | null = null
  private failures = 0
  private tooFrequentInARow = 0
  private notBefore = 0
  private isClosed = false

  constructor(parts: ReentryParts) {
    this.parts = parts
  }

  /**
   * Attempts now; whoever asks meanwhile shares the try.
   *
   * @param entrances how many there had been when the need was seen: a later one has met it
   * @returns whether the user is let in
   */
  enter(entrances = this.parts.session.entrances): Promise<boolean> {
    this.running ??= this.parts.turns
      .take(() => this.tryOnce(entrances))
      .finally(() => {
        this.running = null
      })
    return this.running
  }

  /** The same after a call was answered that nobody is signed in. A session that is refused anyway is not asked for again. */
  async again(entrances: number): Promise<boolean> {
    return !this.isSessionRefused() && (await this.enter(entrances))
  }

  /** A call of the app's own found no server. */
  lost(because: OfflineCause, waitSeconds: number | null = null): void {
    if (this.parts.session.state.kind !== 'signed_in') return
    this.parts.session.goOffline(because)
    if (!this.callOff) this.retryLater(because, waitSeconds)
  }

  /** The network is back: attempts at once, unless the server has asked for patience. */
  async online(): Promise<void> {
    const { state } = this.parts.session
    if (state.kind === 'signed_in' && state.connection === 'offline') await this.enter()
  }

  /** A call of the app's own reached the server. */
  async reached(): Promise<void> {
    if (!this.isSessionRefused()) await this.online()
  }

  /** Nothing is left to try: the user is in, or is somebody else, or nobody. */
  rest(): void {
    this.callOff?.()
    this.callOff = null
    this.failures = 0
    this.tooFrequentInARow = 0
    this.notBefore = 0
  }

  close(): void {
    this.rest()
    this.isClosed = true
  }

  private isSessionRefused(): boolean {
    const { state } = this.parts.session
    return state.kind === 'signed_in' && state.connection === 'offline' && state.because === 'session_refused'
  }

  private async tryOnce(entrances: number): Promise<boolean> {
    const { session, clock } = this.parts
    const { known } = session
    if (!known || known.reason) return false
    if (session.entrances !== entrances) return true
    const wait = this.notBefore - clock.now()
    if (wait > 0) {
      this.schedule(wait, 'too_frequent')
      return false
    }
    this.callOff?.()
    this.callOff = null
    const answer = await this.ask(known)
    if (!answer.ok) return this.refused(answer.failure)
    session.enter(session.known?.login ?? known.login, answer.value, known.password)
    this.rest()
    return true
  }

  /** By the session, while that is the user's own; else by the password, and where none is kept by the device. */
  private async ask(known: KnownUser): Promise<Answer<Entrance>> {
    const { session, transport } = this.parts
    const holder = await transport.ask(whoHolds(session.credential))
    if (!holder.ok && holder.failure.kind === 'no_network') return holder
    // A browser's pages share the cookie: it may be good, and another person's.
    const isOurs = holder.ok ? session.identify(holder.value) : holder.failure.kind !== 'not_signed_in'
    if (!isOurs && known.password !== null) return await this.letInWith(known.password)
    const first = await this.letInWith(null, holder.ok && isOurs)
    const isShort = !first.ok && first.failure.kind === 'account_used' && known.password !== null
    return isShort ? await this.letInWith(known.password) : first
  }

  private letInWith(password: string | null, isHeld = false): Promise<Answer<Entrance>> {
    const { session, transport, device } = this.parts
    const key = { login: session.known?.user.login ?? '', password, device: device() }
    return letIn(this.parts, { key, credential: session.credential, ask: transport.ask, isHeld })
  }

  private refused(failure: Failure): false {
    const { session, clock, retry } = this.parts
    switch (failure.kind) {
      case 'account_used':
      case 'wrong_password':
        return this.giveUp({ kind: 'login_taken_or_reset', code: failure.code })
      case 'bad_request':
      case 'no_such_login':
      case 'wrong_login':
        return this.giveUp({ kind: 'login_refused', code: failure.code })
      case 'session_refused':
        this.rest()
        session.goOffline('session_refused')
        return false
      case 'too_frequent':
        this.tooFrequentInARow += 1
        if (this.tooFrequentInARow >= retry.tooFrequentInARow)
          return this.giveUp({ kind: 'too_frequent', code: failure.code })
        session.goOffline('too_frequent')
        this.notBefore = clock.now() + 1_000 * (failure.retryAfterSeconds ?? 0)
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

  private giveUp(reason: Parameters<Session['askToSignIn']>[0]): false {
    this.rest()
    this.parts.session.askToSignIn(reason)
    return false
  }

  private retryLater(because: OfflineCause, waitSeconds: number | null): void {
    this.failures += 1
    const delay = retryDelayMillis(this.parts.retry, this.failures, this.parts.random)
    const asked = 1_000 * (waitSeconds ?? 0)
    // Some chance on top of what was asked for: all who were told the same come one after the other.
    this.schedule(Math.max(delay, asked * (1 + this.parts.random() / 10)), because)
  }

  private schedule(inMillis: number, because: OfflineCause): void {
    if (this.isClosed) return
    this.callOff?.()
    this.callOff = this.parts.clock.later(() => {
      this.callOff = null
      void this.enter()
    }, inMillis)
    this.parts.session.emit({ type: 'retry_scheduled', inMillis, because })
  }
}
