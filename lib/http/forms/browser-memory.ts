import { z } from 'zod'
import { OwnCookie, SealedCookie } from '@/lib/http/session/own-cookie'
import { policy } from '@/lib/policy'

const keptSeconds = policy.verifyTicketHours * 3_600
const addressCookie = new OwnCookie('address', keptSeconds)

/** Keeps the address that "check your mail" shows, and when it was mailed, in the browser that typed it. */
export async function rememberAddress(email: string): Promise<void> {
  await addressCookie.keep(`${Date.now()}.${encodeURIComponent(email)}`)
}

/** The address that this browser last asked a mail for, and how long ago; null when it did not. */
export async function rememberedAddress(): Promise<{ email: string; secondsAgo: number } | null> {
  const [, sentAt, email] = /^(\d{1,15})\.(.+)$/.exec((await addressCookie.find()) ?? '') ?? []
  if (!sentAt || !email) return null
  try {
    const secondsAgo = Math.max(0, (Date.now() - Number(sentAt)) / 1_000)
    return { email: decodeURIComponent(email), secondsAgo }
  } catch {
    return null
  }
}

const registration = z.object({ accountId: z.string(), username: z.string().nullable() })
const registrationCookie = new SealedCookie('registered', registration, keptSeconds)

/** What a browser keeps of the registration that it sent. */
type KeptRegistration = z.infer<typeof registration>

/**
 * Marks the browser that registered an account, so that it may confirm the address by a button alone, or
 * correct it. Sealed: a browser cannot mark itself, nor see whether the id is anybody's.
 */
export async function rememberRegistration({ accountId, username }: KeptRegistration): Promise<void> {
  await registrationCookie.keep({ accountId, username: username || null })
}

/** What this browser registered; null when it did not. */
export async function rememberedRegistration(): Promise<KeptRegistration | null> {
  return await registrationCookie.find()
}
