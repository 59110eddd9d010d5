import { countRegistration } from '@/lib/account/count-outcomes'
import { fail, failAll, type Result } from '@/lib/account/failure'
import { giveBack, giveBackIfBusy, takeAttempt } from '@/lib/account/limits/attempts'
import { takeMailBudget } from '@/lib/account/limits/mail-budget'
import { networkOf } from '@/lib/account/limits/networks'
import { checkNewPassword, type NewPassword } from '@/lib/account/password/check-password'
import { FieldReader } from '@/lib/account/read-fields'
import { mintTicket } from '@/lib/account/records/ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { findTaken } from '@/lib/account/taken-names'
import { transact } from '@/lib/db/client'
import { hoursAfter, momentOf } from '@/lib/db/time'
import { sendMail } from '@/lib/delivery/outbox'
import { hashPassword } from '@/lib/passwords/hash-password'
import { policy } from '@/lib/policy'
import { emailRule, usernameRule } from '@/lib/rules'

/**
 * Creates a pending registration, which reserves nothing. The first one that `verifyEmail` confirms wins.
 * @returns ok; or all field faults and taken names together
 */
export async function requestRegistration(
  context: RequestContext,
  input: NewPassword & { email: string; username: string },
): Promise<Result> {
  return await countRegistration(
    context.channel,
    () => attemptRegistration(context, input),
    () => 'pending',
  )
}

async function attemptRegistration(
  context: RequestContext,
  input: NewPassword & { email: string; username: string },
): Promise<Result> {
  const fields = new FieldReader()
  const username = fields.read(usernameRule, input.username)
  const email = fields.read(emailRule, input.email)
  const checked = checkNewPassword(input, context.channel, { username: username?.key ?? null, email })
  if (!checked.ok) fields.codes.push(...checked.codes)
  const network = networkOf(context.address)
  const failure = await takeAttempt('registerFromNetwork', network)
  if (failure) return failure
  const giveAttemptBack = () => giveBack('registerFromNetwork', network)
  const taken = await findTaken({ email: email ?? '', usernameKey: username?.key ?? '' })
  fields.codes.push(...taken)
  if (email === null || username === null || !checked.ok || fields.codes.length > 0) {
    // A typing error costs no attempt. Learning that a name is taken does, or a stranger could test many addresses.
    if (taken.length === 0) await giveAttemptBack()
    return failAll(fields.codes) ?? fail('malformed')
  }
  const passwordHash = await giveBackIfBusy(giveAttemptBack, () => hashPassword(checked.password))
  return await transact(async (tx) => {
    const { id: registrationId } = await tx.registration.create({
      data: {
        email,
        username: username.shown,
        usernameKey: username.key,
        passwordHash,
        locale: context.locale,
        expiresAt: hoursAfter(await momentOf(tx), policy.registrationHours),
      },
    })
    const ticket = await mintTicket(tx, { purpose: 'confirm_registration', email, registrationId })
    const content = { kind: 'verify_email', account: username.shown, change: false, ticket } as const
    if (await takeMailBudget(tx, email)) await sendMail(tx, { to: email, locale: context.locale, content })
    return { ok: true as const }
  })
}
