import type { Holder, User } from './answers'
import { type KnownUser, type Memory, memoryJson, recall } from './known-user'
import type { SignInReason } from './reasons'
import type { ClientStorage } from './storage'

/** Why the server has not confirmed the user: not asked yet since the start, or what came in the way. */
export type OfflineCause = 'not_asked_yet' | 'no_network' | 'server_error' | 'too_frequent'

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

/** Who the user is, as far as this client knows; each change is told, and stored. */
export class Session {
  state: State = { kind: 'unknown' }
  /** Grows when another person takes over: what was begun for the one before is not theirs. */
  person = 0
  /** Grows with every entrance: a cookie from before it may be dead, one from after it is not. */
  entrances = 0
  private memory: Memory = { known: null, signOutDue: false }
  private readonly listeners = new Set<Listener>()
  private loading: Promise<void> | null = null
  private writing: Promise<void> = Promise.resolve()

  constructor(
    private readonly storage: ClientStorage,
    private readonly keepPassword: boolean,
  ) {}

  get known(): KnownUser | null {
    return this.memory.known
  }

  get signOutDue(): boolean {
    return this.memory.signOutDue
  }

  on(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  emit(event: ClientEvent): void {
    for (const listener of [...this.listeners]) listener(event)
  }

  /** Reads the storage, once. A storage that cannot be read counts as an empty one. */
  async load(): Promise<void> {
    this.loading ??= this.recall()
    await this.loading
  }

  /** All that was to be stored is. */
  async stored(): Promise<void> {
    await this.writing
  }

  /** The server has let the user in. */
  enter(login: string, user: User, password: string | null): void {
    const before = this.memory.known
    const isSame = before?.user.login === user.login
    if (!isSame) this.person += 1
    this.entrances += 1
    const accountId = isSame ? before.accountId : null
    const kept = this.keepPassword ? password : null
    this.remember({ known: { login, user, password: kept, accountId, reason: null }, signOutDue: false })
    this.change({ kind: 'signed_in', connection: 'online', user })
  }

  /**
   * Learns whose the cookie is, by the server's word: the account's id, and then a login that was changed.
   *
   * @returns whether it is the user's, as far as can be known
   */
  identify({ accountId, login }: Holder): boolean {
    const { known } = this.memory
    if (!known) return false
    const isSameLogin = known.user.login === login
    if (known.accountId === null ? !isSameLogin : known.accountId !== accountId) return false
    const renamed = isSameLogin ? {} : { login, user: { ...known.user, login } }
    this.remember({ known: { ...known, ...renamed, accountId }, signOutDue: false })
    return true
  }

  /** The server cannot be asked now; the user stays who they are. */
  goOffline(because: OfflineCause): void {
    if (this.state.kind !== 'signed_in') return
    const { user } = this.state
    this.change({ kind: 'signed_in', connection: 'offline', user, because })
  }

  /** What was known does not let the user in any more. A password that was wrong is forgotten. */
  askToSignIn(reason: SignInReason): void {
    const { known } = this.memory
    if (!known) return
    const password = reason.kind === 'too_frequent' ? known.password : null
    this.remember({ known: { ...known, password, reason }, signOutDue: false })
    this.change({ kind: 'needs_sign_in', login: known.login, user: known.user, reason })
  }

  forget(signOutDue: boolean): void {
    if (this.memory.known) this.person += 1
    this.remember({ known: null, signOutDue })
    this.change({ kind: 'guest' })
  }

  private async recall(): Promise<void> {
    try {
      this.memory = await recall(this.storage, this.keepPassword)
    } catch (error) {
      this.emit({ type: 'storage_failed', error })
    }
    this.change(stateOf(this.memory.known))
  }

  private change(state: State): void {
    const previous = this.state
    if (JSON.stringify(previous) === JSON.stringify(state)) return
    this.state = state
    this.emit({ type: 'state', state, previous })
  }

  private remember(memory: Memory): void {
    const json = memoryJson(memory)
    if (json === memoryJson(this.memory)) return
    this.memory = memory
    // One after the other: a slow storage must not end with the older of two.
    this.writing = this.writing
      .then(() => this.storage.set(json))
      .catch((error: unknown) => this.emit({ type: 'storage_failed', error }))
  }
}

function stateOf(known: KnownUser | null): State {
  if (!known) return { kind: 'guest' }
  const { login, user, reason } = known
  if (reason) return { kind: 'needs_sign_in', login, user, reason }
  return { kind: 'signed_in', connection: 'offline', user, because: 'not_asked_yet' }
}
