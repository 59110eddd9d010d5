import { countRegistration } from '@/lib/account/count-outcomes'
import { type Failure, fail, failAll, type Result } from '@/lib/account/failure'
import { giveBack, giveBackIfBusy, takeAttempt } from '@/lib/account/limits/attempts'
import { takeMailBudget } from '@/lib/account/limits/mail-budget'
import { networkOf } from '@/lib/account/limits/networks'
import { lockAccount } from '@/lib/account/lock'
import { checkNewPassword } from '@/lib/account/password/check-password'
import { FieldReader } from '@/lib/account/read-fields'
import { recordEvent } from '@/lib/account/record-event'
import { type DeferredRequest, eventSourceOf } from '@/lib/account/records/deferred-request'
import { mailVerification } from '@/lib/account/records/verification-mail'
import type { RequestContext } from '@/lib/account/request-context'
import { findTaken } from '@/lib/account/taken-names'
import { channels } from '@/lib/channels'
import { type Transaction, transact } from '@/lib/db/client'
import { sendRequest } from '@/lib/delivery/outbox'
import { hashPassword } from '@/lib/passwords/hash-password'
import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'
import { emailRule, firstNameRule, lastNameRule, usernameRule } from '@/lib/rules'

export interface RegistrationInput {
  readonly email: string
  readonly password: string
  readonly username?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  /** An unused account that the same person just registered with a wrong address, to be replaced. */
  readonly replacesAccountId?: string | null
}

export interface Registered {
  readonly email: string
  /** A random id if a taken address must not be revealed. Never show it. */
  readonly accountId: string
}

interface NewAccount {
  readonly email: string
  readonly password: string
  readonly username: string | null
  readonly usernameKey: string | null
  readonly firstName: string | null
  readonly lastName: string | null
}

/**
 * Registers an account at once, unverified, and sends the verification mail. If the channel must not reveal that an
 * address is taken, a taken address gets the same answer after the same work, and its owner gets a mail.
 * @returns the normalised address and an id; or all field faults; or `username_taken` and, if the channel reveals it,
 *   `email_taken`. The unique indexes decide.
 */
export async function registerAccount(
  context: RequestContext,
  input: RegistrationInput,
): Promise<Result<Registered>> {
  const result = await countRegistration(
    context.channel,
    () => attemptRegistration(context, input),
    ({ isNew }) => (isNew ? 'success' : 'taken'),
  )
  return result.ok ? { ok: true, email: result.email, accountId: result.accountId } : result
}

async function attemptRegistration(
  context: RequestContext,
  input: RegistrationInput,
): Promise<Result<Registered & { readonly isNew: boolean }>> {
  const account = readRegistration(context, input)
  if ('ok' in account) return account
  const network = networkOf(context.address)
  const failure = await takeAttempt('registerFromNetwork', network)
  if (failure) return failure
  const { password, ...facts } = account
  const giveAttemptBack = () => giveBack('registerFromNetwork', network)
  const passwordHash = await giveBackIfBusy(giveAttemptBack, () => hashPassword(password))
  const id = crypto.randomUUID()
  return await transact(async (tx) => {
    if (input.replacesAccountId) await deleteIfUnused(tx, input.replacesAccountId)
    const { count } = await tx.account.createMany({
      data: { id, passwordHash, locale: context.locale, ...facts },
      skipDuplicates: true,
    })
    const revealsTaken = channels[context.channel].registrationRevealsTakenEmail
    const taken = await findTaken(facts, tx, id)
    // The account that blocked the insert was deleted in this moment: a retry will succeed.
    if (count === 0 && taken.length === 0) throw new TooBusy(policy.tooBusyRetrySeconds)
    const conflict = failAll(revealsTaken ? taken : taken.filter((code) => code !== 'email_taken'))
    if (conflict) return conflict
    const source = eventSourceOf(context)
    const request = {
      kind: 'registered',
      accountId: id,
      email: facts.email,
      source,
    } satisfies DeferredRequest
    if (!revealsTaken) await sendRequest(tx, request)
    else if (await takeMailBudget(tx, facts.email))
      await mailVerification(tx, { id, locale: context.locale, ...facts })
    await recordEvent(tx, context, { kind: 'user_created', accountId: id })
    return { ok: true as const, email: facts.email, accountId: id, isNew: count > 0 }
  })
}

async function deleteIfUnused(tx: Transaction, id: string): Promise<void> {
  await lockAccount(tx, id)
  const unused = { emailVerifiedAt: null, sessions: { none: {} }, devices: { none: {} } }
  await tx.account.deleteMany({ where: { id, ...unused } })
}

function readRegistration(context: RequestContext, input: RegistrationInput): NewAccount | Failure {
  const fields = new FieldReader()
  const username = fields.read(usernameRule, input.username)
  const email = fields.read(emailRule, input.email)
  const firstName = fields.read(firstNameRule, input.firstName)
  const lastName = fields.read(lastNameRule, input.lastName)
  const about = { username: username?.key ?? null, email }
  const checked = checkNewPassword({ newPassword: input.password }, context.channel, about)
  if (!checked.ok) fields.codes.push(...checked.codes)
  if (email === null || !checked.ok || fields.codes.length > 0) {
    return failAll(fields.codes) ?? fail('email_missing')
  }
  return {
    email,
    password: checked.password,
    username: username?.shown ?? null,
    usernameKey: username?.key ?? null,
    firstName,
    lastName,
  }
}
