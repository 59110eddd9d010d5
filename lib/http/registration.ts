import type { Visit } from '@/lib/account/caller'
import type { Result } from '@/lib/account/failure'
import { type Registered, type RegistrationInput, registerAccount } from '@/lib/account/register-account'
import { rememberedAddress, rememberedRegistration } from './browser-memory'

/** Registers from the page. Who does so again in the same browser corrects what was typed before. */
export async function register(visit: Visit, input: RegistrationInput): Promise<Result<Registered>> {
  const former = await rememberedRegistration()
  return await registerAccount(visit, { ...input, instead: former?.accountId ?? null })
}

/** What this browser registered with, to be corrected; null when it did not. */
export async function formerRegistration(): Promise<{ email: string; username: string } | null> {
  const [address, former] = await Promise.all([rememberedAddress(), rememberedRegistration()])
  return former && address && { email: address.email, username: former.username ?? '' }
}
