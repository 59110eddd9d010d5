import { cookies } from 'next/headers'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { seal, unseal } from '@/lib/seal'

const addressCookie = 'latchkey.address'
const registrationCookie = 'latchkey.registered'

/** Keeps the address that "check your mail" shows, in the browser that typed it. */
export async function rememberAddress(email: string): Promise<void> {
  await set(addressCookie, encodeURIComponent(email))
}

/** The address that this browser last asked a mail for; null when it did not. */
export async function rememberedAddress(): Promise<string | null> {
  const value = (await cookies()).get(addressCookie)?.value
  return value ? decodeURIComponent(value) : null
}

/**
 * Marks the browser that registered an account, so that it may confirm the address by a button alone. Sealed:
 * a browser cannot mark itself, nor see whether the id is anybody's.
 */
export async function rememberRegistration(accountId: string): Promise<void> {
  await set(registrationCookie, seal(accountId))
}

/** The account that this browser registered; null when it did not. */
export async function rememberedRegistration(): Promise<string | null> {
  const value = (await cookies()).get(registrationCookie)?.value
  try {
    return value ? unseal(value) : null
  } catch {
    return null
  }
}

async function set(name: string, value: string): Promise<void> {
  const maxAge = policy.verifyTicketHours * 3_600
  const options = { httpOnly: true, sameSite: 'lax', secure: config().isHttps, path: '/', maxAge } as const
  ;(await cookies()).set(name, value, options)
}
