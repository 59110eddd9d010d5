import { recordEvent } from '@/lib/account/record-event'
import type { Caller, RequestContext } from '@/lib/account/request-context'
import { config } from '@/lib/config'
import { type Account, prisma, type Transaction } from '@/lib/db/client'
import { notifyOwner } from './notify-owner'

/**
 * Claims from the provider's userinfo endpoint. Auth.js checked the ID token's issuer, audience, nonce and time, and
 * that both have the same subject. TLS replaces the signature check (OpenID Connect Core §3.1.3.7, item 6).
 */
export interface ProviderClaims {
  readonly issuer: string
  readonly subject: string
  /** Normalised; null unless the provider has verified it. */
  readonly email: string | null
  readonly firstName: string | null
  readonly lastName: string | null
}

export interface ListedIdentity {
  readonly issuer: string
  readonly provider: string
  readonly email: string | null
  readonly connectedAt: Date
}

export async function listIdentities(caller: Caller): Promise<ListedIdentity[]> {
  if (caller.kind === 'guest') return []
  const rows = await prisma().identity.findMany({
    where: { accountId: caller.account.id },
    orderBy: { connectedAt: 'asc' },
    select: { issuer: true, email: true, connectedAt: true },
  })
  return rows.map((row) => ({ ...row, provider: providerName(row.issuer) }))
}

/** The configured name, or the host of a formerly configured provider. */
export function providerName(issuer: string): string {
  const { oidc } = config()
  return oidc?.issuer === issuer ? oidc.name : new URL(issuer).hostname
}

/** Connects an identity to a locked account. Throws (`isUniqueViolation`) if another account has it. */
export async function connectIdentity(
  tx: Transaction,
  context: RequestContext,
  { account, claims }: { account: Pick<Account, 'id'>; claims: ProviderClaims },
): Promise<void> {
  const { issuer, subject, email } = claims
  const details = { provider: providerName(issuer) }
  await tx.identity.create({ data: { accountId: account.id, issuer, subject, email } })
  await recordEvent(tx, context, { kind: 'provider_linked', accountId: account.id, details })
}

/** Notifies the owner that sign-in by this provider was added or removed (OWASP ASVS 5.0 §6.3.7). */
export async function notifyOfProviderChange(
  tx: Transaction,
  account: Account,
  { issuer, state }: { issuer: string; state: 'connected' | 'disconnected' },
): Promise<void> {
  await notifyOwner(tx, account, { kind: 'provider_changed', state, provider: providerName(issuer) })
}

/** Removes identities with another address: an attacker who knew the old password could have connected them. */
export async function forgetForeignIdentities(tx: Transaction, accountId: string): Promise<void> {
  const account = await tx.account.findUnique({ where: { id: accountId }, select: { email: true } })
  const own = account?.email ?? ''
  await tx.identity.deleteMany({ where: { accountId, OR: [{ email: null }, { email: { not: own } }] } })
}
