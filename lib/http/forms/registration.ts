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

/** A corrected or repeated registration replaces the account that this browser registered before. */
export async function register(
  context: RequestContext,
  { corrects, ...input }: RegistrationForm,
): Promise<Result<Registered>> {
  const previous = await rememberedRegistration()
  const replacesPrevious = corrects || (await isRepeated(input, previous?.username ?? null))
  return await registerAccount(context, {
    ...input,
    replacesAccountId: replacesPrevious ? (previous?.accountId ?? null) : null,
  })
}

async function isRepeated(
  { username, email }: RegistrationInput,
  previousName: string | null,
): Promise<boolean> {
  const isSameName = previousName !== null && foldLogin(previousName) === foldLogin(username ?? '')
  return isSameName || (await rememberedAddress())?.email === foldLogin(email)
}

export async function previousRegistration(): Promise<{ email: string; username: string } | null> {
  const [address, previous] = await Promise.all([rememberedAddress(), rememberedRegistration()])
  return previous && address && { email: address.email, username: previous.username ?? '' }
}
