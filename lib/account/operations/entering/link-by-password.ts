import { countSignIn } from '@/lib/account/count-outcomes'
import { fail, type Result } from '@/lib/account/failure'
import { lockIfPasswordUnchanged } from '@/lib/account/password/lock-if-password-unchanged'
import { tryPassword } from '@/lib/account/password/prove-password'
import { connectIdentity, notifyOfProviderChange, type ProviderClaims } from '@/lib/account/records/identity'
import { type OpenedSession, openSession } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import { failAsTaken } from '@/lib/account/taken-names'
import { prisma, transact } from '@/lib/db/client'

/**
 * Connects a provider's identity to the account that has verified the same address, by its password, and signs in.
 * @returns the session; or `wrong_password`, `too_many_requests`; `link_expired` if the account no longer exists;
 *   `identity_taken` if it or the identity was connected in the meantime
 */
export async function linkByPassword(
  context: RequestContext,
  { claims, password }: { claims: ProviderClaims; password: string },
): Promise<Result<{ session: OpenedSession }>> {
  return await countSignIn('provider', () => link(context, { claims, password }))
}

async function link(
  context: RequestContext,
  { claims, password }: { claims: ProviderClaims; password: string },
): Promise<Result<{ session: OpenedSession }>> {
  const { email } = claims
  const owner = email === null ? null : await prisma().account.findUnique({ where: { email } })
  if (!owner?.emailVerifiedAt) return fail('link_expired')
  const checked = await tryPassword(context, owner, password)
  if (!checked.ok) return checked
  return await transact(async (tx) => {
    const account = await lockIfPasswordUnchanged(tx, { id: owner.id, passwordHash: checked.passwordHash })
    if (!account) return fail('wrong_password')
    if (account.email !== email || !account.emailVerifiedAt) return fail('link_expired')
    await connectIdentity(tx, context, { account, claims })
    await notifyOfProviderChange(tx, account, { issuer: claims.issuer, state: 'connected' })
    return { ok: true as const, session: await openSession(tx, context, account.id, 'provider') }
  }).catch(failAsTaken('identity_taken'))
}
