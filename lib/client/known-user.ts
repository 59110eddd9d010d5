import { asUser, type User } from './answers'
import { asCredential, type Credential, type SessionOption } from './credential'
import type { SignInReason } from './failures'
import { type ClientStorage, fieldsOf, isObject, readStored } from './storage'

/** What the client remembers of its user from one start of the app to the next. */
export interface KnownUser {
  /** As the person typed it: for the sign-in screen. */
  readonly login: string
  /** `user.login` is what signs in silently: an address may change, the account's name rarely does. */
  readonly user: User
  /** The password that last worked, where the app keeps passwords. */
  readonly password: string | null
  /** By which a change of the login shows as such; null until it is learnt. */
  readonly accountId: string | null
  /** Set while the sign-in screen waits for the person: nothing is tried silently then. */
  readonly reason: SignInReason | null
}

/** What stands in the storage. */
export interface Memory {
  readonly known: KnownUser | null
  /** A sign-out that the server has not heard of yet. */
  readonly signOutDue: boolean
  /**
   * The user's session; before one, the way that it will travel. An ended one stays until the user signs out: it still
   * tells the server whose it was, which opens an account without password, and lists the ways to a new password.
   */
  readonly credential: Credential
}

/** What the app allows to be remembered. */
export interface MemoryOptions {
  readonly keepPassword: boolean
  readonly session: SessionOption
}

const version = 1
const reasons: readonly SignInReason[] = [
  { kind: 'login_taken_or_reset', code: 100_500 },
  { kind: 'login_taken_or_reset', code: 100_501 },
  { kind: 'too_frequent', code: 100_502 },
  { kind: 'login_refused', code: 100_400 },
  { kind: 'login_refused', code: 100_404 },
  { kind: 'login_refused', code: 100_503 },
]

/** A memory with nothing in it. */
export function emptyMemory({ session }: MemoryOptions): Memory {
  return { known: null, signOutDue: false, credential: asCredential(null, session) }
}

/** Reads the memory. Whatever is not as this client writes it counts as nothing. */
export async function loadMemory(storage: ClientStorage, options: MemoryOptions): Promise<Memory> {
  const { version: written, known, signOutDue, credential } = (await readStored(storage)) ?? {}
  if (written !== version) return emptyMemory(options)
  return {
    known: isObject(known) ? asKnownUser(known, options) : null,
    signOutDue: signOutDue === true,
    credential: asCredential(credential, options.session),
  }
}

export function memoryJson({ known, signOutDue, credential }: Memory): string {
  return JSON.stringify({ version, known, signOutDue, credential })
}

function asKnownUser(stored: Record<string, unknown>, { keepPassword }: MemoryOptions): KnownUser | null {
  const { login, password, accountId, user: storedUser, reason: storedReason } = stored
  const user = asUser(storedUser)
  if (typeof login !== 'string' || !user) return null
  const { code } = fieldsOf(storedReason)
  return {
    login,
    user,
    password: keepPassword && typeof password === 'string' ? password : null,
    accountId: typeof accountId === 'string' ? accountId : null,
    reason: reasons.find((one) => one.code === code) ?? null,
  }
}
