import type { SessionOwner, User } from './answers'
import { type Credential, withoutToken } from './credential'
import type { SignInReason } from './failures'
import {
  emptyMemory,
  type KnownUser,
  loadMemory,
  type Memory,
  type MemoryOptions,
  memoryJson,
} from './known-user'
import type { OpenedSession } from './sign-in'
import { type ClientEvent, initialState, type Listener, type OfflineCause, type State } from './state'
import type { ClientStorage } from './storage'

/** Who the user is, as far as this client knows; each change is told, and stored. */
export class Session {
  state: State = { kind: 'unknown' }
  /** Grows when another person takes over: what was begun for the one before is not theirs. */
  userNumber = 0
  /** Grows with every entrance: a session from before it may be dead, one from after it is not. */
  signInCount = 0
  private memory: Memory
  private readonly storage: ClientStorage
  private readonly options: MemoryOptions
  private readonly listeners = new Set<Listener>()
  private loading: Promise<void> | null = null
  private writing: Promise<void> = Promise.resolve()

  constructor(storage: ClientStorage, options: MemoryOptions) {
    this.storage = storage
    this.options = options
    this.memory = emptyMemory(options)
  }

  get known(): KnownUser | null {
    return this.memory.known
  }

  get signOutDue(): boolean {
    return this.memory.signOutDue
  }

  get credential(): Credential {
    return this.memory.credential
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
    this.loading ??= this.loadMemory()
    await this.loading
  }

  /** All that was to be stored is. */
  async stored(): Promise<void> {
    await this.writing
  }

  /** The server has let the user in, and perhaps said whose the session is. */
  recordSignIn(login: string, { user, credential, owner }: OpenedSession, password: string | null): void {
    const before = this.memory.known
    const isSame = before?.user.login === user.login
    if (!isSame) this.userNumber += 1
    this.signInCount += 1
    const accountId = isSame ? before.accountId : null
    const kept = this.options.keepPassword ? password : null
    const known = { login, user, password: kept, accountId, reason: null }
    this.remember({ known, signOutDue: false, credential })
    this.change({ kind: 'signed_in', connection: 'online', user })
    if (owner) this.identify(owner)
  }

  /**
   * Learns whose the session is, by the server's word: the account's id, and then a login that was changed.
   *
   * @returns whether it is the user's, as far as can be known
   */
  identify({ accountId, login }: SessionOwner): boolean {
    const { known } = this.memory
    if (!known) return false
    const isSameLogin = known.user.login === login
    if (known.accountId === null ? !isSameLogin : known.accountId !== accountId) return false
    const renamed = isSameLogin ? {} : { login, user: { ...known.user, login } }
    this.remember({ known: { ...known, ...renamed, accountId }, signOutDue: false })
    return true
  }

  /** The server has told the user's fields anew; with a new password where that was set. */
  updateUser(user: User, password: string | null): void {
    const { known } = this.memory
    if (!known || this.state.kind !== 'signed_in') return
    const login = known.user.login === user.login ? known.login : user.login
    const kept = this.options.keepPassword && password !== null ? password : known.password
    this.remember({ known: { ...known, login, user, password: kept } })
    this.change({ ...this.state, user })
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

  /** @param signOutDue whether the server has yet to hear of it: until then the session stays */
  forget(signOutDue: boolean): void {
    const { known, credential } = this.memory
    if (known) this.userNumber += 1
    this.remember({ known: null, signOutDue, credential: signOutDue ? credential : withoutToken(credential) })
    this.change({ kind: 'guest' })
  }

  private async loadMemory(): Promise<void> {
    try {
      this.memory = await loadMemory(this.storage, this.options)
    } catch (error) {
      this.emit({ type: 'storage_failed', error })
    }
    this.change(initialState(this.memory.known))
  }

  private change(state: State): void {
    const previous = this.state
    if (JSON.stringify(previous) === JSON.stringify(state)) return
    this.state = state
    this.emit({ type: 'state', state, previous })
  }

  private remember(changed: Partial<Memory>): void {
    const memory = { ...this.memory, ...changed }
    const json = memoryJson(memory)
    if (json === memoryJson(this.memory)) return
    this.memory = memory
    // One after the other: a slow storage must not end with the older of two.
    this.writing = this.writing
      .then(() => this.storage.set(json))
      .catch((error: unknown) => this.emit({ type: 'storage_failed', error }))
  }
}
