import { countRegistrationByProvider, countSignIn } from '@/lib/account/count-outcomes'
import { type Failure, fail, type Result } from '@/lib/account/failure'
import { takeTry } from '@/lib/account/limits/attempts'
import { networkOf } from '@/lib/account/limits/networks'
import { lockAccount, lockHolder } from '@/lib/account/lock'
import { noteRefusal } from '@/lib/account/note-refusal'
import { recordEvent } from '@/lib/account/record-event'
import { forgetDevices } from '@/lib/account/records/device'
import { noGeneratedPassword } from '@/lib/account/records/generated-password'
import { connectIdentity, type ProviderClaims } from '@/lib/account/records/identity'
import { detachAddress } from '@/lib/account/records/release-address'
import { type OpenedSession, openSession, revoke } from '@/lib/account/records/session'
import { isUndoOpen, voidTickets } from '@/lib/account/records/ticket'
import type { Visit } from '@/lib/account/request-context'
import { channels } from '@/lib/channels'
import { type Account, isTaken, onceCommitted, prisma, type Transaction, transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'

/** A session; or null where somebody has verified the address already and has to prove that they are the same. */
type ProviderSignIn = Result<{ session: OpenedSession | null }>

/**
 * Signs in who another provider vouches for. A known identity opens its account, whatever address it shows by now.
 * An unknown one with a verified address makes an account; it is never connected to an existing account on the
 * strength of the address, unless nobody ever proved to own that: then the provider's word is the proof, and
 * everything older on that account dies (pre-hijacking).
 *
 * @returns the session, or null where the account's password is asked for first (`linkByPassword`); or
 *   `provider_email_unverified`, `email_not_verified`, `too_many_requests`
 */
export async function signInByProvider(visit: Visit, claims: ProviderClaims): Promise<ProviderSignIn> {
  const ended = ({ session }: { session: OpenedSession | null }) => (session ? 'success' : 'password_asked')
  return await countSignIn('provider', () => attemptTwice(visit, claims), ended)
}

async function attemptTwice(visit: Visit, claims: ProviderClaims): Promise<ProviderSignIn> {
  try {
    return await attempt(visit, claims)
  } catch (error) {
    // Another request of the same person was first, with the identity or with the address: now it is known.
    if (isTaken(error)) return await attempt(visit, claims)
    throw error
  }
}

async function attempt(visit: Visit, claims: ProviderClaims): Promise<ProviderSignIn> {
  const { issuer, subject, email } = claims
  const where = { issuer_subject: { issuer, subject } }
  const known = await prisma().identity.findUnique({ where, select: { accountId: true } })
  if (known) return await transact((tx) => enter(tx, visit, { claims, accountId: known.accountId }))
  if (email === null) return refuse(visit, 'provider_email_unverified', null)
  return await transact(async (tx) => {
    const holder = await lockHolder(tx, email)
    if (holder?.emailVerifiedAt) return await enterOrAsk(tx, visit, { claims, accountId: holder.id })
    const adopts = holder !== null && !(await isUndoOpen(tx, holder.id))
    if (holder && adopts) return await adopt(tx, visit, { account: holder, claims })
    if (holder) await detachAddress(tx, holder)
    return await create(tx, visit, { ...claims, email })
  })
}

interface Entry {
  readonly claims: ProviderClaims
  readonly accountId: string
}

/** Another request of the same person may have made this very account a moment ago. */
async function enterOrAsk(tx: Transaction, visit: Visit, entry: Entry): Promise<ProviderSignIn> {
  const { issuer, subject } = entry.claims
  const mine = await tx.identity.count({ where: { accountId: entry.accountId, issuer, subject } })
  return mine === 0 ? { ok: true, session: null } : await enter(tx, visit, entry)
}

async function enter(tx: Transaction, visit: Visit, { claims, accountId }: Entry): Promise<ProviderSignIn> {
  const { issuer, subject, email } = claims
  const account = await lockAccount(tx, accountId)
  const data = { email, lastUsedAt: await momentOf(tx) }
  const { count } = await tx.identity.updateMany({ where: { accountId, issuer, subject }, data })
  if (!account || count === 0) return fail('link_expired')
  if (!account.emailVerifiedAt && account.email !== null && account.email === email)
    await proveAddress(tx, visit, account)
  else if (!account.emailVerifiedAt && channels[visit.dialect].signInNeedsVerifiedEmail)
    return refuse(visit, 'email_not_verified', accountId)
  return { ok: true, session: await openSession(tx, visit, accountId, 'provider') }
}

function refuse(
  visit: Visit,
  reason: 'email_not_verified' | 'provider_email_unverified',
  accountId: string | null,
): Failure {
  noteRefusal(visit, { kind: 'authn_login_fail', accountId, details: { by: 'provider', reason } })
  return fail(reason)
}

async function create(
  tx: Transaction,
  visit: Visit,
  claims: ProviderClaims & { email: string },
): Promise<ProviderSignIn> {
  const refusal = await takeTry('registerFromNetwork', networkOf(visit.address), tx)
  if (refusal) return refusal
  const { email, firstName, lastName } = claims
  const facts = { email, firstName, lastName, locale: visit.locale }
  const account = await tx.account.create({ data: { ...facts, emailVerifiedAt: await momentOf(tx) } })
  await recordEvent(tx, visit, { kind: 'user_created', accountId: account.id })
  onceCommitted(tx, countRegistrationByProvider)
  await connectIdentity(tx, visit, { account, claims })
  return { ok: true, session: await openSession(tx, visit, account.id, 'provider') }
}

/** Makes an account, whose address nobody had proved, its owner's: whoever made it has no way in any more. */
async function adopt(
  tx: Transaction,
  visit: Visit,
  { account, claims }: { account: Account; claims: ProviderClaims },
): Promise<ProviderSignIn> {
  const { id } = account
  await revoke(tx, { accountId: id }, 'password_reset')
  await voidTickets(tx, id, ['verify_email', 'change_email', 'reset_password'])
  await forgetDevices(tx, id)
  await tx.identity.deleteMany({ where: { accountId: id } })
  const data = { passwordHash: null, securedAt: await momentOf(tx), ...noGeneratedPassword }
  await tx.account.update({ where: { id }, data })
  await proveAddress(tx, visit, account)
  await connectIdentity(tx, visit, { account, claims })
  return { ok: true, session: await openSession(tx, visit, id, 'provider') }
}

async function proveAddress(tx: Transaction, visit: Visit, { id }: Account): Promise<void> {
  await tx.account.update({ where: { id }, data: { emailVerifiedAt: await momentOf(tx) } })
  await voidTickets(tx, id, ['verify_email'])
  await recordEvent(tx, visit, { kind: 'email_verified', accountId: id })
}
