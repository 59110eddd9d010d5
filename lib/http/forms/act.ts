import { refresh } from 'next/cache'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { type Failure, fail, type Result } from '@/lib/account/failure'
import { faultToFailure } from '@/lib/account/fault'
import type { RequestContext } from '@/lib/account/request-context'
import type { Fields, Form, FormOutcome } from '@/lib/dialects/forms/form'
import { drawnForField, type FormAction } from '@/lib/form-state'
import { parsePairs } from '@/lib/http/api/body'
import { answer503IfBusy } from '@/lib/http/busy-answers'
import { refuseCrossSite } from '@/lib/http/origin'
import { readRequestContext } from '@/lib/http/session/read-request-context'
import { sessionCookieName, sessionCookieOptions } from '@/lib/http/session/session-cookie'
import { withinTimeLimit } from '@/lib/http/time-limit'
import { knownLocale } from '@/lib/i18n/locale'
import { rememberAddress, rememberRegistration } from './browser-memory'
import { doneState, faultState } from './form-answer'
import { rememberLocale } from './locale-cookie'
import { isForOtherAccount } from './other-account'

/** The server action of a form. Only here a form's origin and intended account are checked and its caller is found. */
export function act<Input, Success extends object>(
  form: Form<Input, Success>,
  operation: (context: RequestContext, input: Input) => Promise<Result<Success>>,
): FormAction {
  return async (state, data) => {
    const fields = readFields(data)
    const previousAttempt = attemptOf(state)
    const outcome = await runForm(fields, form, operation)
    if ('ok' in outcome) {
      await answer503IfBusy(outcome)
      return await faultState(outcome, form, { fields: fields ?? {}, attempt: previousAttempt })
    }
    await remember(outcome)
    if (outcome.goTo !== undefined) redirect(outcome.goTo)
    refresh()
    return await doneState(outcome, previousAttempt)
  }
}

/** Clients can send anything as an action's arguments, whatever their declared types. */
function attemptOf(state: unknown): number {
  const isState = typeof state === 'object' && state !== null && 'attempt' in state
  return isState && typeof state.attempt === 'number' ? state.attempt : 0
}

async function runForm<Input, Success extends object>(
  fields: Fields | null,
  form: Form<Input, Success>,
  operation: (context: RequestContext, input: Input) => Promise<Result<Success>>,
): Promise<FormOutcome | Failure> {
  const requestHeaders = await headers()
  const foreign = refuseCrossSite(requestHeaders)
  if (foreign) return foreign
  if (fields === null) return fail('malformed')
  try {
    const context = {
      ...(await readRequestContext(requestHeaders, 'pages')),
      locale: knownLocale(await getLocale()) ?? 'en',
    }
    if (isForOtherAccount(fields[drawnForField], context.caller)) return fail('other_account')
    const input = form.read(fields)
    const result = await withinTimeLimit(operation(context, input))
    return result.ok ? form.done(result, input) : result
  } catch (error) {
    return faultToFailure(error)
  }
}

/** Returns null if a field is not text, appears twice or cannot be stored. */
function readFields(data: unknown): Fields | null {
  if (!(data instanceof FormData)) return null
  const own = [...data].filter(([name]) => !name.startsWith('$ACTION'))
  const fields = parsePairs(own)
  if (fields === null || !Object.values(fields).every(isText)) return null
  return fields as Fields
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !/[\0\ufffd]/.test(value)
}

async function remember({ session, address, registered, locale }: FormOutcome): Promise<void> {
  if (session)
    (await cookies()).set(sessionCookieName(), session.secret, sessionCookieOptions(session.totalDays))
  if (session === null) (await cookies()).set(sessionCookieName(), '', sessionCookieOptions(0))
  if (address !== undefined) await rememberAddress(address)
  if (registered !== undefined) await rememberRegistration(registered)
  if (locale !== undefined) await rememberLocale(locale)
}
