import { fail, type Result } from '@/lib/account/failure'
import { type VerificationProof, verifyEmail } from '@/lib/account/operations/email/verify-email'
import {
  describeTicket,
  type LiveTicket,
  type TicketDescription,
} from '@/lib/account/operations/recovery/describe-ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { pageCaller } from '@/lib/http/session/read-request-context'
import { rememberedRegistration } from './browser-memory'
import { profileWithNews } from './news'
import { otherSignedInName } from './other-account'

/** No password is needed in a browser that is signed in or registered: its user set the password and reads the mail. */
export async function confirmationProof(
  described: LiveTicket,
): Promise<'none' | 'password' | 'new_password'> {
  if ((await provenAccount(described.accountId)) !== null) return 'none'
  return described.hasPassword || !described.canReset ? 'password' : 'new_password'
}

export async function confirmEmail(
  context: RequestContext,
  { ticket, password }: { ticket: string; password: string | null },
): Promise<Result<{ goTo: string }>> {
  const described = await describeTicket(ticket)
  const accountId = described.state === 'live' ? await provenAccount(described.accountId) : null
  // The page did not ask for a password because the user was still signed in.
  if (!accountId && password === null) return fail('signed_out')
  const proof: VerificationProof = accountId
    ? { kind: 'account', accountId }
    : { kind: 'password', password: password ?? '' }
  const result = await verifyEmail(context, { ticket, proof })
  if (!result.ok) return result
  return { ok: true, goTo: pageAfter(context, described) }
}

function pageAfter({ caller }: RequestContext, described: TicketDescription): string {
  if (caller.kind === 'guest') return '/login?notice=verified'
  if (described.state !== 'live' || otherSignedInName(described.accountId, caller) === null)
    return '/edit-profile?notice=own_verified'
  return profileWithNews('other_verified', described)
}

async function provenAccount(accountId: string | null): Promise<string | null> {
  if (accountId === null) return null
  const caller = await pageCaller()
  const own = caller.kind === 'member' && caller.account.id === accountId
  return own || (await rememberedRegistration())?.accountId === accountId ? accountId : null
}
