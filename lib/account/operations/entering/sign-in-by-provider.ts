import { countRegistrationByProvider, countSignIn } from '@/lib/account/count-outcomes'
import { type Failure, fail, type Result } from '@/lib/account/failure'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { networkOf } from '@/lib/account/limits/networks'
import { lockAccount, lockAccountByEmail } from '@/lib/account/lock'
import { recordEvent } from '@/lib/account/record-event'
import { recordFailedAttempt } from '@/lib/account/record-failed-attempt'
import { forgetDevices } from '@/lib/account/records/device'
import { noGeneratedPassword } from '@/lib/account/records/generated-password'
import { connectIdentity, type ProviderClaims } from '@/lib/account/records/identity'
import { detachAddress } from '@/lib/account/records/release-address'
import { type OpenedSession, openSession, revokeSessions } from '@/lib/account/records/session'
import { invalidateTickets, isUndoOpen } from '@/lib/account/records/ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { channels } from '@/lib/channels'
import {
  type Account,
  afterCommit,
  isUniqueViolation,
  prisma,
  type Transaction,
  transact,
} from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'

/** A session; or null if another account has verified the address, so its password is needed. */
type ProviderSignIn = Result<{ session: OpenedSession | null }>

/**
 * Signs in a person whom another provider has authenticated. A known identity opens its account, even if its address
 * has changed. An unknown one with a verified address creates an account. If an account has verified this address, its
 * password is needed. An account that never verified it is taken over: the provider proves the owner, and everything
 * older on the account is invalidated (pre-hijacking).
 * @returns the session, or null if the account's password is needed first (`linkByPassword`); or
 *   `provider_email_unverified`, `email_not_verified`, `too_many_requests`
 */
export async function signInByProvider(
  context: RequestContext,
  claims: ProviderClaims,
): Promise<ProviderSignIn> {
  const outcomeOf = ({ session }: { session: OpenedSession | null }) =>
    session ? 'success' : 'password_asked'
  return await countSignIn('provider', () => attemptTwice(context, claims), outcomeOf)
}

async function attemptTwice(context: RequestContext, claims: ProviderClaims): Promise<ProviderSignIn> {
  try {
    return await attempt(context, claims)
  } catch (error) {
    // Another request of the same person created the identity or the account first.
    if (isUniqueViolation(error)) return await attempt(context, claims)
    throw error
  }
}

async function attempt(context: RequestContext, claims: ProviderClaims): Promise<ProviderSignIn> {
  const { issuer, subject, email } = claims
  const where = { issuer_subject: { issuer, subject } }
  const known = await prisma().identity.findUnique({ where, select: { accountId: true } })
  if (known) return await transact((tx) => openAccount(tx, context, { claims, accountId: known.accountId }))
  if (email === null) return refuse(context, 'provider_email_unverified', null)
  return await transact(async (tx) => {
    const holder = await lockAccountByEmail(tx, email)
    if (holder?.emailVerifiedAt)
      return await openOrAskForPassword(tx, context, { claims, accountId: holder.id })
    const canTakeOver = holder !== null && !(await isUndoOpen(tx, holder.id))
    if (holder && canTakeOver) return await takeOver(tx, context, { account: holder, claims })
    if (holder) await detachAddress(tx, holder)
    return await create(tx, context, { ...claims, email })
  })
}

interface AccountClaims {
  readonly claims: ProviderClaims
  readonly accountId: string
}

/** Another request of the same person may have just created this account with this identity. */
async function openOrAskForPassword(
  tx: Transaction,
  context: RequestContext,
  target: AccountClaims,
): Promise<ProviderSignIn> {
  const { issuer, subject } = target.claims
  const connected = await tx.identity.count({ where: { accountId: target.accountId, issuer, subject } })
  return connected === 0 ? { ok: true, session: null } : await openAccount(tx, context, target)
}

async function openAccount(
  tx: Transaction,
  context: RequestContext,
  { claims, accountId }: AccountClaims,
): Promise<ProviderSignIn> {
  const { issuer, subject, email } = claims
  const account = await lockAccount(tx, accountId)
  const data = { email, lastUsedAt: await momentOf(tx) }
  const { count } = await tx.identity.updateMany({ where: { accountId, issuer, subject }, data })
  if (!account || count === 0) return fail('link_expired')
  if (!account.emailVerifiedAt && account.email !== null && account.email === email)
    await proveAddress(tx, context, account)
  else if (!account.emailVerifiedAt && channels[context.channel].signInNeedsVerifiedEmail)
    return refuse(context, 'email_not_verified', accountId)
  return { ok: true, session: await openSession(tx, context, accountId, 'provider') }
}

function refuse(
  context: RequestContext,
  reason: 'email_not_verified' | 'provider_email_unverified',
  accountId: string | null,
): Failure {
  recordFailedAttempt(context, { kind: 'authn_login_fail', accountId, details: { by: 'provider', reason } })
  return fail(reason)
}

async function create(
  tx: Transaction,
  context: RequestContext,
  claims: ProviderClaims & { email: string },
): Promise<ProviderSignIn> {
  const failure = await takeAttempt('registerFromNetwork', networkOf(context.address), tx)
  if (failure) return failure
  const { email, firstName, lastName } = claims
  const facts = { email, firstName, lastName, locale: context.locale }
  const account = await tx.account.create({ data: { ...facts, emailVerifiedAt: await momentOf(tx) } })
  await recordEvent(tx, context, { kind: 'user_created', accountId: account.id })
  afterCommit(tx, countRegistrationByProvider)
  await connectIdentity(tx, context, { account, claims })
  return { ok: true, session: await openSession(tx, context, account.id, 'provider') }
}

/** Gives an account with an unverified address to the address's owner. Its creator loses all access. */
async function takeOver(
  tx: Transaction,
  context: RequestContext,
  { account, claims }: { account: Account; claims: ProviderClaims },
): Promise<ProviderSignIn> {
  const { id } = account
  await revokeSessions(tx, { accountId: id }, 'password_reset')
  await invalidateTickets(tx, id, ['verify_email', 'change_email', 'reset_password'])
  await forgetDevices(tx, id)
  await tx.identity.deleteMany({ where: { accountId: id } })
  const data = { passwordHash: null, securedAt: await momentOf(tx), ...noGeneratedPassword }
  await tx.account.update({ where: { id }, data })
  await proveAddress(tx, context, account)
  await connectIdentity(tx, context, { account, claims })
  return { ok: true, session: await openSession(tx, context, id, 'provider') }
}

async function proveAddress(tx: Transaction, context: RequestContext, { id }: Account): Promise<void> {
  await tx.account.update({ where: { id }, data: { emailVerifiedAt: await momentOf(tx) } })
  await invalidateTickets(tx, id, ['verify_email'])
  await recordEvent(tx, context, { kind: 'email_verified', accountId: id })
}
