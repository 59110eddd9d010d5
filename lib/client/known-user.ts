import { asUser, type User } from './answers'
import type { SignInReason } from './reasons'
import { type ClientStorage, isObject, readStored } from './storage'

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
}

const version = 1
const reasons: readonly SignInReason[] = [
  { kind: 'login_taken_or_reset', code: 100_500 },
  { kind: 'login_taken_or_reset', code: 100_501 },
  { kind: 'too_frequent', code: 100_502 },
  { kind: 'login_refused', code: 100_400 },
  { kind: 'login_refused', code: 100_404 },
]

/** Reads the memory. Whatever is not as this client writes it counts as nothing. */
export async function recall(storage: ClientStorage, keepPassword: boolean): Promise<Memory> {
  const stored = await readStored(storage)
  if (stored?.version !== version) return { known: null, signOutDue: false }
  const known = isObject(stored.known) ? asKnownUser(stored.known, keepPassword) : null
  return { known, signOutDue: stored.signOutDue === true }
}

export function memoryJson({ known, signOutDue }: Memory): string {
  return JSON.stringify({ version, known, signOutDue })
}

function asKnownUser(stored: Record<string, unknown>, keepPassword: boolean): KnownUser | null {
  const { login, password, accountId, reason } = stored
  const user = asUser(stored.user)
  if (typeof login !== 'string' || !user) return null
  const code = isObject(reason) ? reason.code : null
  return {
    login,
    user,
    password: keepPassword && typeof password === 'string' ? password : null,
    accountId: typeof accountId === 'string' ? accountId : null,
    reason: reasons.find((one) => one.code === code) ?? null,
  }
}
