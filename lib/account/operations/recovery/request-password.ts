import { asLocale, displayName } from '@/lib/account/account-facts'
import { fail, type Result } from '@/lib/account/failure'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { takeMailAttempt } from '@/lib/account/limits/mail-budget'
import { networkOf } from '@/lib/account/limits/networks'
import { lockAccount } from '@/lib/account/lock'
import { makeGeneratedPassword } from '@/lib/account/password/generate-password'
import { deferByAddress } from '@/lib/account/records/deferred-request'
import { generatedPasswordExpiry, storeGeneratedPassword } from '@/lib/account/records/generated-password'
import {
  findRecoveryAccount,
  findRecoveryTools,
  type RecoveryTools,
  registrationDate,
  requestedAddress,
} from '@/lib/account/records/recovery-tools'
import type { RequestContext } from '@/lib/account/request-context'
import { type Account, type Transaction, transact } from '@/lib/db/client'
import { sendMail, sendPush } from '@/lib/delivery/outbox'

const tools = ['email', 'push'] as const
type Tool = (typeof tools)[number]

export interface PasswordRequest {
  readonly tool: string
  readonly login: string | null
  /** The registration day of the device to push to, as the tools list it. Null: the primary device. */
  readonly device: string | null
}

/**
 * Sends a generated password by mail or push. The old password stays valid until the new one is first used, within a
 * day. Another request replaces an unused generated password. An unknown login and an account without this tool get the
 * same answer; an address as login always gets success.
 * @returns the tool; or `tool_not_available`, `too_many_requests`
 */
export async function requestPassword(
  context: RequestContext,
  input: PasswordRequest,
): Promise<Result<{ tool: string }>> {
  const tool = tools.find((known) => known === input.tool)
  const address = requestedAddress(context, input.login)
  if (address !== null && tool === 'email') {
    const deferred = await askForPassword(context, { email: address })
    return deferred.ok ? { ok: true, tool } : deferred
  }
  const failure = await takeAttempt('mailFromNetwork', networkOf(context.address))
  if (failure) return failure
  const owner = address === null ? await findRecoveryAccount(context, input.login) : null
  if (!tool || !owner) return fail('tool_not_available')
  const made = await makeGeneratedPassword()
  return await transact(async (tx) => {
    const account = await lockAccount(tx, owner.id)
    if (!account) return fail('tool_not_available')
    const { password } = made
    const sent = await send(tx, { account, tool, device: input.device, password })
    if (!sent.ok) return sent
    await storeGeneratedPassword(tx, context, { account, made, deviceId: sent.deviceId })
    return { ok: true as const, tool }
  })
}

/** Asks for a generated password by mail. @returns as `askForReset` */
export function askForPassword(
  context: RequestContext,
  input: { email: string },
): Promise<Result<{ email: string }>> {
  return deferByAddress(context, 'password', input.email)
}

interface Sending {
  readonly account: Account
  readonly tool: Tool
  readonly device: string | null
  readonly password: string
}

/** Queues the message. @returns the row id of the device; null for a mail */
async function send(
  tx: Transaction,
  { account, tool, device, password }: Sending,
): Promise<Result<{ deviceId: string | null }>> {
  const found = await findRecoveryTools(tx, account)
  const locale = asLocale(account.locale)
  const content = { kind: 'generated_password', account: displayName(account), password } as const
  if (tool === 'email') {
    if (found.email === null) return fail('tool_not_available')
    const failure = await takeMailAttempt(tx, found.email)
    if (!failure) await sendMail(tx, { to: found.email, locale, content })
    return failure ?? { ok: true, deviceId: null }
  }
  const target = chooseDevice(found.devices, device)
  if (!target) return fail('tool_not_available')
  const failure = await takeAttempt('pushToAccountEachHour', account.id, tx)
  const expiresAt = (await generatedPasswordExpiry(tx)).toISOString()
  if (!failure) await sendPush(tx, { deviceId: target.id, locale, expiresAt, content })
  return failure ?? { ok: true, deviceId: target.id }
}

function chooseDevice(devices: RecoveryTools['devices'], day: string | null) {
  const eligible = devices.filter((device) => day === null || registrationDate(device) === day)
  return eligible.find(({ isPrimary }) => isPrimary) ?? eligible[0]
}
