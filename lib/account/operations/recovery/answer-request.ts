import { asLocale, displayName } from '@/lib/account/account-facts'
import type { EventSource } from '@/lib/account/event'
import { takeMailBudget } from '@/lib/account/limits/mail-budget'
import { lockAccountByEmail } from '@/lib/account/lock'
import { type GeneratedPassword, makeGeneratedPassword } from '@/lib/account/password/generate-password'
import { recordEvent } from '@/lib/account/record-event'
import { addressKey, deferredRequest, type ParsedRequest } from '@/lib/account/records/deferred-request'
import { storeGeneratedPassword } from '@/lib/account/records/generated-password'
import { findRecoveryTools } from '@/lib/account/records/recovery-tools'
import { isUndoOpen, mintTicket } from '@/lib/account/records/ticket'
import { mailVerification } from '@/lib/account/records/verification-mail'
import { type Account, type Transaction, transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendMail, takeRequest } from '@/lib/delivery/outbox'
import { policy } from '@/lib/policy'
import { runForRequest } from '@/lib/process/request-facts'

/** Answers a deferred request exactly once: the same transaction takes it out of the queue. */
export async function answerRequest(data: unknown, id: string): Promise<void> {
  const request = deferredRequest.parse(data)
  const { source } = request
  if (!source) return await answer(request, id)
  const { requestId, route, address, channel } = source
  await runForRequest({ request: requestId, route, address, channel }, () => answer(request, id))
}

async function answer(request: ParsedRequest, id: string): Promise<void> {
  const generated = request.kind === 'password' ? await makeGeneratedPassword() : null
  await transact(async (tx) => {
    if (!(await takeRequest(tx, id))) return
    if (request.kind === 'registered') return await answerRegistration(tx, request)
    const account = await lockAccountByEmail(tx, request.email)
    if (!account || isOutdated(request.askedAt, account.securedAt, await momentOf(tx))) return
    if (!(await takeMailBudget(tx, request.email))) return
    if (generated) return await mailPassword(tx, account, generated, request.source)
    if (request.kind === 'reset') return await mailReset(tx, account, request.source)
    if (!account.emailVerifiedAt) await mailVerification(tx, account)
  })
}

/** A `securedAt` in the future proves nothing: the database may have moved to a machine whose clock is behind. */
function isOutdated(askedAt: Date, securedAt: Date, now: Date): boolean {
  return askedAt < securedAt && securedAt <= now
}

async function answerRegistration(
  tx: Transaction,
  request: ParsedRequest & { kind: 'registered' },
): Promise<void> {
  if (!(await takeMailBudget(tx, request.email))) return
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

/**
 * A reset link proves ownership and invalidates everything older. While a change of address can still be undone, the
 * unconfirmed new address gets another mail instead: "confirm, or this is not me".
 */
async function mailReset(tx: Transaction, account: Account, source: EventSource): Promise<void> {
  if (account.email === null) return
  const isDisputed = !account.emailVerifiedAt && (await isUndoOpen(tx, account.id))
  const purpose = isDisputed ? 'verify_email' : 'reset_password'
  const ticket = await mintTicket(tx, { purpose, email: account.email, accountId: account.id })
  const kind = isDisputed ? 'confirm_or_disown' : 'reset_password'
  const content = { kind, account: displayName(account), ticket } as const
  await sendMail(tx, { to: account.email, locale: asLocale(account.locale), content })
  const details = { what: purpose }
  await recordEvent(tx, source, { kind: 'authn_token_created', accountId: account.id, details })
}

/** Sends nothing while the address is disputed, like `mailReset`. */
async function mailPassword(
  tx: Transaction,
  account: Account,
  generated: GeneratedPassword,
  source: EventSource,
): Promise<void> {
  const { email } = await findRecoveryTools(tx, account)
  if (email === null) return
  const content = {
    kind: 'generated_password',
    account: displayName(account),
    password: generated.password,
  } as const
  await sendMail(tx, { to: email, locale: asLocale(account.locale), content })
  await storeGeneratedPassword(tx, source, { account, made: generated, deviceId: null })
}
