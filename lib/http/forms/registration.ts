import type { Result } from '@/lib/account/failure'
import {
  type Registered,
  type RegistrationInput,
  registerAccount,
} from '@/lib/account/operations/registering/register-account'
import type { RequestContext } from '@/lib/account/request-context'
import type { RegistrationForm } from '@/lib/dialects/forms/entry-forms'
import { foldLogin } from '@/lib/rules'
import { rememberedAddress, rememberedRegistration } from './browser-memory'

/**
 * Registers from the page. Who was led back to correct an address, or sends the same name or address once more, makes the
 * account instead of the one that this browser made before; anybody else at this browser makes one of their own.
 */
export async function register(
  context: RequestContext,
  { corrects, ...input }: RegistrationForm,
): Promise<Result<Registered>> {
  const former = await rememberedRegistration()
  const isAgain = corrects || (await isSentAgain(input, former?.username ?? null))
  return await registerAccount(context, {
    ...input,
    replacesAccountId: isAgain ? (former?.accountId ?? null) : null,
  })
}

async function isSentAgain({ username, email }: RegistrationInput, former: string | null): Promise<boolean> {
  const isSameName = former !== null && foldLogin(former) === foldLogin(username ?? '')
  return isSameName || (await rememberedAddress())?.email === foldLogin(email)
}

/** What this browser registered with, to be corrected; null when it did not. */
export async function formerRegistration(): Promise<{ email: string; username: string } | null> {
  const [address, former] = await Promise.all([rememberedAddress(), rememberedRegistration()])
  return former && address && { email: address.email, username: former.username ?? '' }
}
