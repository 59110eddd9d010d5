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

/** Permission to connect a provider, given to one session after the password was checked. */
export interface ConnectPermission {
  readonly accountId: string
  readonly sessionId: string
}

/**
 * The first step, before the browser goes to the provider: checks the password.
 * @returns the permission; or `signed_out`, `wrong_password`, `too_many_requests`
 */
export async function permitConnecting(
  context: RequestContext,
  input: { currentPassword: string },
): Promise<Result<{ permission: ConnectPermission }>> {
  const proof = await provePassword(context, input.currentPassword)
  if (!proof.ok) return proof
  const { account, session } = proof.member
  return { ok: true, permission: { accountId: account.id, sessionId: session.id } }
}

/**
 * The second step, back from the provider: connects the identity. Its address may differ, because the person has proved
 * both accounts.
 * @returns ok, also if it was connected already; or `link_expired` if the permission is for another session; or
 *   `identity_taken` if it belongs to another account, or this account has another identity of that provider
 */
export async function connectProvider(
  context: RequestContext,
  { permission, claims }: { permission: ConnectPermission; claims: ProviderClaims },
): Promise<Result> {
  const { caller } = context
  if (
    caller.kind === 'guest' ||
    caller.account.id !== permission.accountId ||
    caller.session.id !== permission.sessionId
  )
    return fail('link_expired')
  const { issuer, subject } = claims
  return await transact(async (tx) => {
    const account = await lockAccount(tx, permission.accountId)
    const session = { id: permission.sessionId, accountId: permission.accountId }
    if (!account || !(await isUnrevoked(tx, session))) return fail('link_expired')
    const connected = await tx.identity.count({ where: { accountId: account.id, issuer, subject } })
    if (connected > 0) return { ok: true as const }
    await connectIdentity(tx, context, { account, claims })
    await notifyOfProviderChange(tx, account, { issuer, state: 'connected' })
    return { ok: true as const }
  }).catch(failAsTaken('identity_taken'))
}

/**
 * Disconnects a provider from the caller's account.
 * @returns ok; or `signed_out`, `wrong_password`, `too_many_requests`, `not_found`; or `last_way_in` if the account has
 *   no password
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
