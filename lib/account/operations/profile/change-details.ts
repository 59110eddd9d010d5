import { type AccountFacts, accountFacts } from '@/lib/account/account-facts'
import { fail, failAll, type Result } from '@/lib/account/failure'
import { FieldReader } from '@/lib/account/read-fields'
import type { RequestContext } from '@/lib/account/request-context'
import { transact } from '@/lib/db/client'
import { firstNameRule, genderRule, lastNameRule, localeRule, phoneRule, regionRule } from '@/lib/rules'

/** Absent: unchanged. Empty: removed, except the language. */
export interface DetailsInput {
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly phone?: string | undefined
  readonly gender?: string | undefined
  readonly region?: string | undefined
  readonly locale?: string | undefined
}

/**
 * Changes the caller's personal details and language.
 * @returns the updated account, and whether its language changed; or `signed_out`; or all field faults
 */
export async function changeDetails(
  { caller }: RequestContext,
  input: DetailsInput,
): Promise<Result<{ account: AccountFacts; hasNewLocale: boolean }>> {
  if (caller.kind === 'guest') return fail('signed_out')
  const fields = new FieldReader()
  const optional = <Value>(rule: Parameters<typeof fields.read<Value>>[0], value: string | undefined) =>
    value === undefined ? undefined : value === '' ? null : fields.read(rule, value)
  const data = {
    firstName: optional(firstNameRule, input.firstName),
    lastName: optional(lastNameRule, input.lastName),
    phone: optional(phoneRule, input.phone),
    gender: optional(genderRule, input.gender),
    region: optional(regionRule, input.region),
    locale: fields.read(localeRule, input.locale) ?? undefined,
  }
  const failure = failAll(fields.codes)
  if (failure) return failure
  const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
  const row = await transact((tx) => tx.account.update({ where: { id: caller.account.id }, data: given }))
  const hasNewLocale = (data.locale ?? caller.account.locale) !== caller.account.locale
  return { ok: true, account: accountFacts(row), hasNewLocale }
}
