import { storedChannel } from '@/lib/channels'
import type { Account, Session } from '@/lib/db/client'
import type { Locale } from '@/lib/policy'

/** The public facts of an account. Never the password hash. */
export interface AccountFacts {
  readonly id: string
  readonly username: string | null
  readonly email: string | null
  readonly emailVerified: boolean
  readonly hasPassword: boolean
  readonly role: 'user' | 'admin'
  readonly firstName: string | null
  readonly lastName: string | null
  readonly phone: string | null
  readonly gender: 'female' | 'male' | null
  readonly region: string | null
  readonly pictureId: string | null
  readonly locale: Locale
  readonly createdAt: Date
}

export interface SessionFacts {
  readonly id: string
  readonly channel: string
  readonly createdAt: Date
  readonly expiresAt: Date
  /** The latest end, however much the session is used. */
  readonly endsAt: Date
}

export type AccountRow = Pick<
  Account,
  Exclude<keyof AccountFacts, 'emailVerified' | 'hasPassword'> | 'emailVerifiedAt' | 'passwordHash'
>

export type SessionRow = Pick<Session, keyof SessionFacts>

/** Copies field by field, so that a new column stays private until it is named here. */
export function accountFacts(account: AccountRow): AccountFacts {
  return {
    id: account.id,
    username: account.username,
    email: account.email,
    emailVerified: account.emailVerifiedAt !== null,
    hasPassword: account.passwordHash !== null,
    role: account.role,
    firstName: account.firstName,
    lastName: account.lastName,
    phone: account.phone,
    gender: account.gender,
    region: account.region,
    pictureId: account.pictureId,
    locale: asLocale(account.locale),
    createdAt: account.createdAt,
  }
}

export function sessionFacts(session: SessionRow): SessionFacts {
  return {
    id: session.id,
    channel: storedChannel(session.channel),
    createdAt: session.createdAt,
    expiresAt: session.expiresAt,
    endsAt: session.endsAt,
  }
}

export function displayName(account: { username: string | null; email: string | null }): string {
  return account.username ?? account.email ?? ''
}

export function asLocale(text: string): Locale {
  return text === 'ru' ? 'ru' : 'en'
}
