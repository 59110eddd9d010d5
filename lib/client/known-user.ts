import { asUser, type User } from './answers'
import { asCredential, type Credential, type SessionOption } from './credential'
import type { SignInReason } from './failures'
import { type ClientStorage, fieldsOf, isObject, readStored } from './storage'

export interface KnownUser {
  /** As typed by the user, for the sign-in screen. */
  readonly login: string
  /** Silent re-login uses `user.login`: an address may change, the login rarely does. */
  readonly user: User
  readonly password: string | null
  /** Detects a changed login. Null until the server reports it. */
  readonly accountId: string | null
  /** Set in `needs_sign_in`: no silent attempts then. */
  readonly reason: SignInReason | null
}

export interface Memory {
  readonly known: KnownUser | null
  /** A sign-out that the server has not confirmed yet. */
  readonly signOutDue: boolean
  /** An expired session is kept until sign-out: it still proves who the user is, for re-login and password recovery. */
  readonly credential: Credential
}

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

export function emptyMemory({ session }: MemoryOptions): Memory {
  return { known: null, signOutDue: false, credential: asCredential(null, session) }
}

/** Reads the stored memory. Invalid content counts as empty. */
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
