import { recordEvent } from '@/lib/account/record-event'
import type { Caller, RequestContext } from '@/lib/account/request-context'
import { config } from '@/lib/config'
import { type Account, prisma, type Transaction } from '@/lib/db/client'
import { notifyOwner } from './notify-owner'

/**
 * What another provider said of somebody. Auth.js checked the ID token's issuer, audience, nonce and time, and that the
 * userinfo endpoint, which the claims come from, speaks of the same subject. It checks no signature: both answers come
 * from the provider itself over TLS, which stands in its place (OpenID Connect Core §3.1.3.7, item 6).
 */
export interface ProviderClaims {
  readonly issuer: string
  readonly subject: string
  /** Only an address that the provider says it has verified, normalised; else null. */
  readonly email: string | null
  readonly firstName: string | null
  readonly lastName: string | null
}

export interface ListedIdentity {
  readonly issuer: string
  /** How the provider is called. */
  readonly provider: string
  readonly email: string | null
  readonly connectedAt: Date
}

/** The identities at other providers that open the caller's account. */
export async function listIdentities(caller: Caller): Promise<ListedIdentity[]> {
  if (caller.kind === 'guest') return []
  const rows = await prisma().identity.findMany({
    where: { accountId: caller.account.id },
    orderBy: { connectedAt: 'asc' },
    select: { issuer: true, email: true, connectedAt: true },
  })
  return rows.map((row) => ({ ...row, provider: providerName(row.issuer) }))
}

/** How people know a provider: by the name it is given here, or, of one of former days, by its host. */
export function providerName(issuer: string): string {
  const { oidc } = config()
  return oidc?.issuer === issuer ? oidc.name : new URL(issuer).hostname
}

/** Connects an identity to an account, which is locked. The unique index refuses one that another account has. */
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

/** Tells the owner that a provider opens the account from now on, or no longer does (OWASP ASVS 5.0 §6.3.7). */
export async function notifyOfProviderChange(
  tx: Transaction,
  account: Account,
  { issuer, state }: { issuer: string; state: 'connected' | 'disconnected' },
): Promise<void> {
  await notifyOwner(tx, account, { kind: 'provider_changed', state, provider: providerName(issuer) })
}

/**
 * Forgets the identities of an account whose password is replaced, all but those that showed the account's own
 * address: a thief who knew the old password could have connected one of their own, and would still get in.
 */
export async function forgetForeignIdentities(tx: Transaction, accountId: string): Promise<void> {
  const account = await tx.account.findUnique({ where: { id: accountId }, select: { email: true } })
  const own = account?.email ?? ''
  await tx.identity.deleteMany({ where: { accountId, OR: [{ email: null }, { email: { not: own } }] } })
}
