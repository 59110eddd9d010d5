import { cookies } from 'next/headers'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { seal, unseal } from '@/lib/seal'
import { ownCookieName } from './session-cookie'

const addressCookie = 'address'
const registrationCookie = 'registered'

/** Keeps the address that "check your mail" shows, and when it was mailed, in the browser that typed it. */
export async function rememberAddress(email: string): Promise<void> {
  await set(addressCookie, `${Date.now()}.${encodeURIComponent(email)}`)
}

/** The address that this browser last asked a mail for, and how long ago; null when it did not. */
export async function rememberedAddress(): Promise<{ email: string; secondsAgo: number } | null> {
  const value = (await cookies()).get(ownCookieName(addressCookie))?.value ?? ''
  const [, sentAt, email] = /^(\d{1,15})\.(.+)$/.exec(value) ?? []
  if (!sentAt || !email) return null
  try {
    const secondsAgo = Math.max(0, (Date.now() - Number(sentAt)) / 1_000)
    return { email: decodeURIComponent(email), secondsAgo }
  } catch {
    return null
  }
}

/** What a browser keeps of the registration that it sent. */
export interface KeptRegistration {
  readonly accountId: string
  readonly username: string | null
}

/**
 * Marks the browser that registered an account, so that it may confirm the address by a button alone, or
 * correct it. Sealed: a browser cannot mark itself, nor see whether the id is anybody's.
 */
export async function rememberRegistration({ accountId, username }: KeptRegistration): Promise<void> {
  await set(registrationCookie, seal(`${accountId} ${username ?? ''}`))
}

/** What this browser registered; null when it did not. */
export async function rememberedRegistration(): Promise<KeptRegistration | null> {
  const value = (await cookies()).get(ownCookieName(registrationCookie))?.value
  try {
    const [accountId = '', username] = value ? unseal(value).split(' ') : []
    return accountId ? { accountId, username: username || null } : null
  } catch {
    return null
  }
}

async function set(name: string, value: string): Promise<void> {
  const maxAge = policy.verifyTicketHours * 3_600
  const options = { httpOnly: true, sameSite: 'lax', secure: config().isHttps, path: '/', maxAge } as const
  ;(await cookies()).set(ownCookieName(name), value, options)
}
