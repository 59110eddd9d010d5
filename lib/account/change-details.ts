import { transact } from '@/lib/db/client'
import { firstNameRule, genderRule, lastNameRule, localeRule, phoneRule, regionRule } from '@/lib/rules'
import type { Visit } from './caller'
import { fail, failAll, type Result } from './failure'
import { FieldFaults } from './read-fields'

/** Each may be absent (stays as it is) or empty (is removed); the language cannot be removed. */
export interface DetailsInput {
  readonly firstName?: string
  readonly lastName?: string
  readonly phone?: string
  readonly gender?: string
  readonly region?: string
  readonly locale?: string
}

/**
 * Changes what the caller says about itself.
 *
 * @returns whether the language is another now; or `signed_out`; or all field faults
 */
export async function changeDetails(
  { caller }: Visit,
  input: DetailsInput,
): Promise<Result<{ hasNewLocale: boolean }>> {
  if (caller.kind === 'guest') return fail('signed_out')
  const faults = new FieldFaults()
  const optional = <Value>(rule: Parameters<typeof faults.read<Value>>[0], value: string | undefined) =>
    value === undefined ? undefined : value === '' ? null : faults.read(rule, value)
  const data = {
    firstName: optional(firstNameRule, input.firstName),
    lastName: optional(lastNameRule, input.lastName),
    phone: optional(phoneRule, input.phone),
    gender: optional(genderRule, input.gender),
    region: optional(regionRule, input.region),
    locale: faults.read(localeRule, input.locale) ?? undefined,
  }
  const refusal = failAll(faults.codes)
  if (refusal) return refusal
  const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
  await transact((tx) => tx.account.update({ where: { id: caller.account.id }, data: given }))
  return { ok: true, hasNewLocale: (data.locale ?? caller.account.locale) !== caller.account.locale }
}
