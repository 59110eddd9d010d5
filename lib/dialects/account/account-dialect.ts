import type { AccountFacts } from '@/lib/account/account-facts'
import type { Failure, FailureCode } from '@/lib/account/failure'
import { picturePath } from '@/lib/account/records/picture-file'
import type { Dialect, WireAnswer, WireContext } from '@/lib/dialects/dialect'
import { accountFailures, statusTitles } from './account-failures'

/**
 * Our own dialect, `/api/account`: everything that a signed-in person can do on the pages, as JSON. Failures are RFC
 * 9457 problems, in English or Russian (Accept-Language). All endpoints outside the four documents use its failures
 * (`lib/http/api/problem.ts`).
 */
export const account: Dialect = { name: 'account', credentials: 'cookie', answerFailure }

export function accountBody(facts: AccountFacts, { appUrl }: WireContext): object {
  const { pictureId: _, ...shown } = facts
  return { ...shown, picture: appUrl + picturePath(facts) }
}

export const noInput = () => ({ ok: true, input: undefined }) as const

export const emptyAnswer: WireAnswer = { status: 204, body: null }

function answerFailure({ codes, retryAfterSeconds }: Failure, context: WireContext): WireAnswer {
  const { locale, passwordMinCharacters } = context
  const detailOf = (code: FailureCode) =>
    accountFailures[code][locale]
      .replace('{min}', String(passwordMinCharacters))
      .replace('{seconds}', String(retryAfterSeconds ?? 1))
  const [code] = codes
  const { status } = accountFailures[code]
  const errors = codes.flatMap((one) => {
    const { field } = accountFailures[one]
    return field === undefined ? [] : [{ code: one, field, detail: detailOf(one) }]
  })
  const title = statusTitles[status]?.[locale] ?? ''
  const facts = { type: 'about:blank', title, status, code, detail: detailOf(code) }
  const body = errors.length > 0 ? { ...facts, errors } : facts
  return { status, body, contentType: 'application/problem+json' }
}
