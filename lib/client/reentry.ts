import type { User } from './answers'
import { type Clock, type RetryPolicy, retryDelayMillis } from './clock'
import { auth, type DeviceFields, whoHoldsTheCookie } from './exchanges'
import type { KnownUser } from './known-user'
import type { Refusal } from './reasons'
import type { OfflineCause, Session } from './session'
import type { Answer, Transport } from './transport'
import type { Turns } from './turns'

export interface ReentryParts {
  readonly session: Session
  readonly transport: Transport
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
  private running: Promise<boolean> | null = null
  private callOff: (() => void) | null = null
  private failures = 0
  private tooFrequentInARow = 0
  private notBefore = 0
  private isClosed = false

  constructor(private readonly parts: ReentryParts) {}

  /**
   * Tries now; whoever asks meanwhile shares the try.
   *
   * @param cookie `dead` after an answer that the cookie is not good: then a password is not spared
   * @param entrances how many there had been when the need was seen: a later one has met it
   * @returns whether the user is let in
   */
  enter(cookie: 'dead' | 'unclear', entrances = this.parts.session.entrances): Promise<boolean> {
    this.running ??= this.parts.turns
      .take(() => this.tryOnce(cookie, entrances))
      .finally(() => {
        this.running = null
      })
    return this.running
  }

  /** A call of the app's own found no server. */
  lost(because: OfflineCause, waitSeconds: number | null = null): void {
    if (this.parts.session.state.kind !== 'signed_in') return
    this.parts.session.goOffline(because)
    if (!this.callOff) this.retryLater(because, waitSeconds)
  }

  /** The network is back: tries at once, unless the server has asked for patience. */
  async online(): Promise<void> {
    const { state } = this.parts.session
    if (state.kind === 'signed_in' && state.connection === 'offline') await this.enter('unclear')
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

  private async tryOnce(cookie: 'dead' | 'unclear', entrances: number): Promise<boolean> {
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
    const answer = await this.ask(known, cookie)
    if (!answer.ok) return this.refused(answer.refusal)
    session.enter(session.known?.login ?? known.login, answer.value, known.password)
    this.rest()
    return true
  }

  private async ask(known: KnownUser, cookie: 'dead' | 'unclear'): Promise<Answer<User>> {
    const { session, transport } = this.parts
    let isOurs = cookie === 'unclear'
    if (isOurs) {
      const holder = await transport.ask(whoHoldsTheCookie)
      // A browser's pages share the cookie: it may be good, and another person's.
      if (holder.ok) isOurs = session.identify(holder.value)
      else if (holder.refusal.kind === 'no_network') return holder
      else isOurs = holder.refusal.kind !== 'not_signed_in'
    }
    const login = (session.known ?? known).user.login
    const device = this.parts.device()
    const withPassword = () => transport.ask(auth(login, known.password, device))
    if (!isOurs && known.password !== null) return await withPassword()
    const first = await transport.ask(auth(login, null, device))
    const isShort = !first.ok && first.refusal.kind === 'account_used' && known.password !== null
    return isShort ? await withPassword() : first
  }

  private refused(refusal: Refusal): false {
    const { session, clock, retry } = this.parts
    switch (refusal.kind) {
      case 'account_used':
      case 'wrong_password':
        return this.giveUp({ kind: 'login_taken_or_reset', code: refusal.code })
      case 'bad_request':
      case 'no_such_login':
        return this.giveUp({ kind: 'login_refused', code: refusal.code })
      case 'too_frequent':
        this.tooFrequentInARow += 1
        if (this.tooFrequentInARow >= retry.tooFrequentInARow)
          return this.giveUp({ kind: 'too_frequent', code: refusal.code })
        session.goOffline('too_frequent')
        this.notBefore = clock.now() + 1_000 * (refusal.retryAfterSeconds ?? 0)
        this.retryLater('too_frequent', refusal.retryAfterSeconds)
        return false
      case 'no_network':
        session.goOffline('no_network')
        this.retryLater('no_network', null)
        return false
      default:
        session.goOffline('server_error')
        this.retryLater('server_error', 'retryAfterSeconds' in refusal ? refusal.retryAfterSeconds : null)
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
      void this.enter('unclear')
    }, inMillis)
    this.parts.session.emit({ type: 'retry_scheduled', inMillis, because })
  }
}
