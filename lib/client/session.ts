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

/** The current user. Each change is stored and reported to listeners. */
export class Session {
  state: State = { kind: 'unknown' }
  /** Increases when the user changes: calls of the previous user are not repeated for the new one. */
  userNumber = 0
  /** Increases with each sign-in: only sessions from before it may have expired. */
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

  /** Reads the storage once. An unreadable storage counts as empty. */
  async load(): Promise<void> {
    this.loading ??= this.loadMemory()
    await this.loading
  }

  async stored(): Promise<void> {
    await this.writing
  }

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

  /** Learns the account id and a changed login. Returns whether the session belongs to the known user. */
  identify({ accountId, login }: SessionOwner): boolean {
    const { known } = this.memory
    if (!known) return false
    const isSameLogin = known.user.login === login
    if (known.accountId === null ? !isSameLogin : known.accountId !== accountId) return false
    const renamed = isSameLogin ? {} : { login, user: { ...known.user, login } }
    this.remember({ known: { ...known, ...renamed, accountId }, signOutDue: false })
    return true
  }

  updateUser(user: User, password: string | null): void {
    const { known } = this.memory
    if (!known || this.state.kind !== 'signed_in') return
    const login = known.user.login === user.login ? known.login : user.login
    const kept = this.options.keepPassword && password !== null ? password : known.password
    this.remember({ known: { ...known, login, user, password: kept } })
    this.change({ ...this.state, user })
  }

  goOffline(because: OfflineCause): void {
    if (this.state.kind !== 'signed_in') return
    const { user } = this.state
    this.change({ kind: 'signed_in', connection: 'offline', user, because })
  }

  /** A wrong password is forgotten. */
  askToSignIn(reason: SignInReason): void {
    const { known } = this.memory
    if (!known) return
    const password = reason.kind === 'too_frequent' ? known.password : null
    this.remember({ known: { ...known, password, reason }, signOutDue: false })
    this.change({ kind: 'needs_sign_in', login: known.login, user: known.user, reason })
  }

  /** @param signOutDue the server does not know yet: keep the session until it does */
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
    // One write at a time, so that a slow storage does not end with an older value.
    this.writing = this.writing
      .then(() => this.storage.set(json))
      .catch((error: unknown) => this.emit({ type: 'storage_failed', error }))
  }
}
