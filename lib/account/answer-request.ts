import { z } from 'zod'
import { type Account, type Transaction, transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendMail, takeRequest } from '@/lib/delivery/outbox'
import { dialects, policy } from '@/lib/policy'
import { forRequest } from '@/lib/request-facts'
import { asLocale, shownName, type Visit } from './caller'
import type { EventSource } from './event'
import {
  type GeneratedPassword,
  keepGeneratedPassword,
  makeGeneratedPassword,
} from './keep-generated-password'
import { mayMail } from './limit'
import { lockAccount } from './lock'
import { recordEvent } from './record-event'
import { findRecoveryTools } from './recovery'
import { hashSecret } from './secret'
import { isUndoOpen, mintTicket } from './ticket'

/**
 * Requests whose answer must not tell whether an address has an account. The door writes the same job for
 * everybody; here, where nobody waits and times nothing, it is looked up and answered by mail.
 */
const source = z.object({
  dialect: z.enum(dialects),
  address: z.string(),
  userAgent: z.string(),
  requestId: z.string(),
  route: z.string(),
})

const deferredRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('registered'),
    accountId: z.uuid(),
    email: z.string(),
    // Absent in what the release before this one has left.
    source: source.optional(),
  }),
  z.object({ kind: z.literal('reset'), email: z.string(), askedAt: z.coerce.date(), source }),
  z.object({ kind: z.literal('password'), email: z.string(), askedAt: z.coerce.date(), source }),
  z.object({ kind: z.literal('resend'), email: z.string(), askedAt: z.coerce.date(), source }),
])

export type DeferredRequest = z.input<typeof deferredRequest>
type Request = z.output<typeof deferredRequest>

/** Where a request came from, as its job keeps it. */
export function sourceOf(visit: Visit): z.output<typeof source> {
  const { dialect, address, userAgent, requestId, route } = visit
  return { dialect, address, userAgent, requestId, route }
}

/** Answers one request, once: taking it out of the queue is part of the same transaction. */
export async function answerRequest(data: unknown, id: string): Promise<void> {
  const request = deferredRequest.parse(data)
  const { source } = request
  if (!source) return await answer(request, id)
  const { requestId, route, address, dialect } = source
  await forRequest({ request: requestId, route, address, dialect }, () => answer(request, id))
}

async function answer(request: Request, id: string): Promise<void> {
  const made = request.kind === 'password' ? await makeGeneratedPassword() : null
  await transact(async (tx) => {
    if (!(await takeRequest(tx, id))) return
    if (request.kind === 'registered') return await welcome(tx, request)
    const account = await lockByAddress(tx, request.email)
    if (!account || isOutdated(request.askedAt, account.securedAt, await momentOf(tx))) return
    if (!(await mayMail(tx, request.email))) return
    if (made) return await mailPassword(tx, account, made, request.source)
    if (request.kind === 'reset') return await mailReset(tx, account, request.source)
    if (!account.emailVerifiedAt) await mailVerification(tx, account)
  })
}

/** Locked, so that what is mailed is not made void, nor the address left, in the same moment. */
async function lockByAddress(tx: Transaction, email: string): Promise<Account | null> {
  const holder = await tx.account.findUnique({ where: { email }, select: { id: true } })
  const account = holder && (await lockAccount(tx, holder.id))
  return account?.email === email ? account : null
}

/**
 * Nobody wants any more what was asked for before the account was last secured. A moment that is still to come tells
 * nothing: a database may be moved to a machine whose clock is behind.
 */
function isOutdated(askedAt: Date, securedAt: Date, now: Date): boolean {
  return askedAt < securedAt && securedAt <= now
}

async function welcome(tx: Transaction, request: Request & { kind: 'registered' }): Promise<void> {
  if (!(await mayMail(tx, request.email))) return
  const account = await tx.account.findUnique({ where: { id: request.accountId } })
  if (account?.email === request.email && !account.emailVerifiedAt) return await mailVerification(tx, account)
  if (account) return
  const owner = await tx.account.findUnique({ where: { email: request.email } })
  if (!owner) return
  const once = {
    key: `address_in_use:${addressKey(request.email)}`,
    seconds: policy.addressInUseMailHours * 3_600,
  }
  const content = { kind: 'address_in_use' } as const
  await sendMail(tx, { to: request.email, locale: asLocale(owner.locale), content }, { once })
}

interface Recipient {
  readonly id: string
  readonly email: string | null
  readonly username: string | null
  readonly locale: string
  readonly emailVerifiedAt: Date | null
}

/** Writes the mail that asks whether an account's address is its owner's. */
export async function mailVerification(tx: Transaction, account: Recipient): Promise<void> {
  if (account.email === null) return
  const ticket = await mintTicket(tx, {
    purpose: 'verify_email',
    email: account.email,
    accountId: account.id,
  })
  const content = { kind: 'verify_email', account: shownName(account), change: false, ticket } as const
  await sendMail(tx, { to: account.email, locale: asLocale(account.locale), content })
}

/**
 * A reset link proves ownership and ends all that is older. While a change of address can still be undone, a
 * new address that nobody confirmed gets a choice instead: "confirm, or this is not me".
 */
async function mailReset(tx: Transaction, account: Recipient, asked: EventSource): Promise<void> {
  if (account.email === null) return
  const contested = !account.emailVerifiedAt && (await isUndoOpen(tx, account.id))
  const purpose = contested ? 'verify_email' : 'reset_password'
  const ticket = await mintTicket(tx, { purpose, email: account.email, accountId: account.id })
  const kind = contested ? 'confirm_or_disown' : 'reset_password'
  const content = { kind, account: shownName(account), ticket } as const
  await sendMail(tx, { to: account.email, locale: asLocale(account.locale), content })
  const details = { what: purpose }
  await recordEvent(tx, asked, { kind: 'authn_token_created', accountId: account.id, details })
}

/** Not to an address whose owner is disputed, as no reset link is. */
async function mailPassword(
  tx: Transaction,
  account: Account,
  made: GeneratedPassword,
  asked: EventSource,
): Promise<void> {
  const { email } = await findRecoveryTools(tx, account)
  if (email === null) return
  const content = {
    kind: 'generated_password',
    account: shownName(account),
    password: made.password,
  } as const
  await sendMail(tx, { to: email, locale: asLocale(account.locale), content })
  await keepGeneratedPassword(tx, asked, { account, made, deviceId: null })
}

/** Keys in the queue say nothing of the address. */
export function addressKey(email: string): string {
  return Buffer.from(hashSecret(email)).toString('base64url')
}
