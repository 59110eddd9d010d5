import { asLocale, displayName } from '@/lib/account/account-facts'
import { type Failure, fail, failByRule, type Result } from '@/lib/account/failure'
import { findByLogin } from '@/lib/account/find-account'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { lockAccount } from '@/lib/account/lock'
import { checkNewPassword } from '@/lib/account/password/check-password'
import { generatePassword } from '@/lib/account/password/generate-password'
import { storePassword } from '@/lib/account/password/store-password'
import { recordEvent } from '@/lib/account/record-event'
import { recordFailedAttempt } from '@/lib/account/record-failed-attempt'
import { revokeSessions } from '@/lib/account/records/session'
import { invalidateTickets } from '@/lib/account/records/ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { type Account, type Transaction, transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendMail } from '@/lib/delivery/outbox'
import { hashPassword } from '@/lib/passwords/hash-password'
import { emailRule } from '@/lib/rules'

export interface AdminPassword {
  readonly login: string
  /** Where the password is mailed. The account's own address is not changed. */
  readonly email: string
  /** Null: generate one. */
  readonly password: string | null
}

/**
 * Sets an account's password for support and mails it to the given address. All sessions end, tickets are void and
 * devices are forgotten. If the account has another verified address, that one is notified. An undo link of a change of
 * address stays valid.
 * @returns the account's name; or `admin_only`, `login_unknown`, `too_many_requests`, a fault of the address or the
 *   password; `malformed` for a password that a mail would change
 */
export async function setPasswordByAdmin(
  context: RequestContext,
  input: AdminPassword,
): Promise<Result<{ login: string }>> {
  const { caller, channel } = context
  const admin = caller.kind === 'member' && caller.account.role === 'admin' ? caller.account : null
  if (!admin) {
    const accountId = caller.kind === 'member' ? caller.account.id : null
    recordFailedAttempt(context, { kind: 'authz_fail', accountId })
    return fail('admin_only')
  }
  const email = emailRule.safeParse(input.email)
  if (!email.success) return failByRule(email.error)
  const failure = await takeAttempt('passwordsSetByAdmin', admin.id)
  if (failure) return failure
  const owner = await findByLogin(input.login)
  if (!owner) return fail('login_unknown')
  const chosen = choosePassword(input.password, channel, owner)
  if (!chosen.ok) return chosen
  const passwordHash = await hashPassword(chosen.password)
  return await transact(async (tx) => {
    const account = await lockAccount(tx, owner.id)
    if (!account) return fail('login_unknown')
    await storePassword(tx, { accountId: account.id, passwordHash })
    await invalidateTickets(tx, account.id, ['verify_email'])
    await revokeSessions(tx, { accountId: account.id }, 'password_reset')
    const details = { action: 'password_set', by: admin.id }
    await recordEvent(tx, context, { kind: 'authz_admin', accountId: account.id, details })
    await mailPassword(tx, account, { to: email.data, password: chosen.password })
    return { ok: true as const, login: displayName(account) }
  })
}

function choosePassword(
  given: string | null,
  channel: RequestContext['channel'],
  owner: Account,
): { ok: true; password: string } | Failure {
  if (given === null) return { ok: true, password: generatePassword() }
  // A mail would lose line breaks, and outer or double spaces.
  if (!/^[^\s\p{C}]+( [^\s\p{C}]+)*$/u.test(given) && given !== '') return fail('malformed')
  return checkNewPassword({ newPassword: given }, channel, owner)
}

async function mailPassword(
  tx: Transaction,
  account: Account,
  { to, password }: { to: string; password: string },
): Promise<void> {
  const at = (await momentOf(tx)).toISOString()
  const content = { kind: 'password_set_by_support', account: displayName(account), at } as const
  const locale = asLocale(account.locale)
  await sendMail(tx, { to, locale, content: { ...content, password } })
  if (account.email === null || !account.emailVerifiedAt || account.email === to) return
  await sendMail(tx, { to: account.email, locale, content: { ...content, password: null } })
}
