import { fail, type Result } from '@/lib/account/failure'
import { lockAccount } from '@/lib/account/lock'
import { lockIfPasswordUnchanged } from '@/lib/account/password/lock-if-password-unchanged'
import { provePassword } from '@/lib/account/password/prove-password'
import { recordEvent } from '@/lib/account/record-event'
import {
  connectIdentity,
  notifyOfProviderChange,
  type ProviderClaims,
  providerName,
} from '@/lib/account/records/identity'
import { isUnrevoked } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import { failAsTaken } from '@/lib/account/taken-names'
import { transact } from '@/lib/db/client'

/** Leave to connect a provider, given to one session after its password was proved. */
export interface ConnectLeave {
  readonly accountId: string
  readonly sessionId: string
}

/**
 * Gives the caller leave to connect a provider: it comes before the way there, what is found there after.
 *
 * @returns the leave; or `signed_out`, `wrong_password`, `too_many_requests`
 */
export async function askToConnect(
  context: RequestContext,
  input: { currentPassword: string },
): Promise<Result<{ leave: ConnectLeave }>> {
  const proof = await provePassword(context, input.currentPassword)
  if (!proof.ok) return proof
  const { account, session } = proof.member
  return { ok: true, leave: { accountId: account.id, sessionId: session.id } }
}

/**
 * Connects the identity that the caller came back with. Whatever address it shows does not matter: both sides were
 * proved.
 *
 * @returns ok, also when it was connected already; or `link_expired` when the leave is another session's; or
 *   `identity_taken` when it opens another account, or this one has another of that provider
 */
export async function connectProvider(
  context: RequestContext,
  { leave, claims }: { leave: ConnectLeave; claims: ProviderClaims },
): Promise<Result> {
  const { caller } = context
  if (
    caller.kind === 'guest' ||
    caller.account.id !== leave.accountId ||
    caller.session.id !== leave.sessionId
  )
    return fail('link_expired')
  const { issuer, subject } = claims
  return await transact(async (tx) => {
    const account = await lockAccount(tx, leave.accountId)
    const session = { id: leave.sessionId, accountId: leave.accountId }
    if (!account || !(await isUnrevoked(tx, session))) return fail('link_expired')
    const mine = await tx.identity.count({ where: { accountId: account.id, issuer, subject } })
    if (mine > 0) return { ok: true as const }
    await connectIdentity(tx, context, { account, claims })
    await notifyOfProviderChange(tx, account, { issuer, state: 'connected' })
    return { ok: true as const }
  }).catch(failAsTaken('identity_taken'))
}

/**
 * Disconnects a provider from the caller's account.
 *
 * @returns ok; or `signed_out`, `wrong_password`, `too_many_requests`, `not_found`; or `last_way_in` where there is no
 *   password to sign in with instead
 */
export async function disconnectProvider(
  context: RequestContext,
  input: { issuer: string; currentPassword: string },
): Promise<Result> {
  const { caller } = context
  if (caller.kind === 'member' && !caller.account.hasPassword) return fail('last_way_in')
  const proof = await provePassword(context, input.currentPassword)
  if (!proof.ok) return proof
  const accountId = proof.member.account.id
  return await transact(async (tx) => {
    const account = await lockIfPasswordUnchanged(tx, { id: accountId, passwordHash: proof.passwordHash })
    if (!account) return fail('wrong_password')
    const { count } = await tx.identity.deleteMany({ where: { accountId, issuer: input.issuer } })
    if (count === 0) return fail('not_found')
    const details = { provider: providerName(input.issuer) }
    await recordEvent(tx, context, { kind: 'provider_unlinked', accountId, details })
    await notifyOfProviderChange(tx, account, { issuer: input.issuer, state: 'disconnected' })
    return { ok: true as const }
  })
}
