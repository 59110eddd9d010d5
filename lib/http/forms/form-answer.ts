import { getFormatter, getTranslations } from 'next-intl/server'
import type { Failure, FailureCode } from '@/lib/account/failure'
import { passwordMinLength } from '@/lib/account/password/check-password'
import { config } from '@/lib/config'
import {
  anyFormFailures,
  type Fields,
  type Form,
  type FormOutcome,
  usualFields,
} from '@/lib/dialects/forms/form'
import type { FormState } from '@/lib/form-state'
import { pictureSizes } from '@/lib/picture-rules'
import { log } from '@/lib/process/log'
import { requestFacts } from '@/lib/process/request-facts'
import { shownAddress } from '@/lib/shown-address'

type FormFailures = Pick<Form<never, never>, 'failures' | 'faultFields'>

export async function doneState({ say }: FormOutcome, attempt: number): Promise<FormState> {
  const translate = await getTranslations('done')
  const message = say ? translate(say.key, shownValues(say.values ?? {})) : null
  // Returned so that the form can be sent again with the same values (components/fields/kept-field.tsx).
  const values = say?.values ?? {}
  return { status: 'done', message, code: null, faults: {}, values, attempt: attempt + 1 }
}

function shownValues(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shownAddress(value)]))
}

/** A message for each field, and one for the form if the first failure concerns no field. */
export async function faultState(
  { codes, retryAfterSeconds }: Failure,
  form: FormFailures,
  sent: { readonly fields: Fields; readonly attempt: number },
): Promise<FormState> {
  reportUndeclared(codes, form)
  const translate = await getTranslations('faults')
  const now = Date.now()
  const wait = (await getFormatter()).relativeTime(
    now + roundUpForDisplay(retryAfterSeconds ?? 1) * 1_000,
    now,
  )
  const values = { min: passwordMinLength('pages'), wait, ...pictureSizes }
  const faults = new Map<string, string>()
  for (const code of codes) {
    const field = fieldOf(code, form)
    if (field !== null && !faults.has(field)) faults.set(field, translate(code, values))
  }
  return {
    status: 'fault',
    message: fieldOf(codes[0], form) === null ? translate(codes[0], values) : null,
    code: codes[0],
    faults: Object.fromEntries(faults),
    values: Object.fromEntries(Object.entries(sent.fields).filter(([name]) => !/password/i.test(name))),
    ...(codes[0] === 'cross_site' && { site: config().appUrl }),
    attempt: sent.attempt + 1,
  }
}

/** As shown to the user, who must not return too early. */
function roundUpForDisplay(seconds: number): number {
  const unit = seconds < 60 ? 1 : seconds < 3_600 ? 60 : 3_600
  return Math.ceil(seconds / unit) * unit
}

function fieldOf(code: FailureCode, { faultFields = {} }: FormFailures): string | null {
  const own = faultFields[code]
  return own === undefined ? (usualFields[code] ?? null) : own
}

/** The failure is shown anyway, but the gallery lacks it: developers find it in the log, and tests fail. */
function reportUndeclared(codes: readonly FailureCode[], { failures }: FormFailures): void {
  const known = [...failures, ...anyFormFailures]
  const undeclared = codes.filter((code) => !known.includes(code))
  if (undeclared.length > 0)
    log().error({ event: 'undeclared_failure', codes: undeclared, ...requestFacts() })
}
