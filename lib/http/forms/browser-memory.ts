import { z } from 'zod'
import { SealedCookie, TextCookie } from '@/lib/http/session/latchkey-cookie'
import { policy } from '@/lib/policy'

const keptSeconds = policy.verifyTicketHours * 3_600
const addressCookie = new TextCookie('address', keptSeconds)

export async function rememberAddress(email: string): Promise<void> {
  await addressCookie.keep(`${Date.now()}.${encodeURIComponent(email)}`)
}

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

type KeptRegistration = z.infer<typeof registration>

/** Lets this browser verify or correct the address without a password. Sealed, so that it cannot be forged. */
export async function rememberRegistration({ accountId, username }: KeptRegistration): Promise<void> {
  await registrationCookie.keep({ accountId, username: username || null })
}

export async function rememberedRegistration(): Promise<KeptRegistration | null> {
  return await registrationCookie.find()
}
