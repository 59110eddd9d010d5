import { type Failure, fail, type Result } from '@/lib/account/failure'
import { faultToFailure } from '@/lib/account/fault'
import { setPicture } from '@/lib/account/operations/profile/set-picture'
import { anyFormFailures } from '@/lib/dialects/forms/form'
import { setPicture as setPictureForm } from '@/lib/dialects/forms/profile-forms'
import { drawnForField, type FormState } from '@/lib/form-state'
import { queryOf } from '@/lib/http/api/body'
import { answer503IfBusy } from '@/lib/http/busy-answers'
import { doneState, faultState } from '@/lib/http/forms/form-answer'
import { isForOtherAccount } from '@/lib/http/forms/other-account'
import { refuseCrossSite } from '@/lib/http/origin'
import { readRequestContext } from '@/lib/http/session/read-request-context'
import { readPicture } from './read-picture'

const page = '/edit-profile'
const failures = [...setPictureForm.failures, ...anyFormFailures]

/** The picture form has its own URL because actions take no more than 64 kB. Makes the same checks as `act`. */
export async function receivePicture(request: Request): Promise<Response> {
  const result = await receive(request)
  const headers = { 'cache-control': 'no-store', vary: 'Accept, Cookie' }
  if (request.headers.get('accept')?.includes('application/json')) {
    if (!result.ok) await answer503IfBusy(result)
    return Response.json(await stateOf(result), { headers })
  }
  const query = new URLSearchParams(
    result.ok
      ? { picture: 'saved' }
      : { picture: result.codes[0], wait: String(result.retryAfterSeconds ?? 1) },
  )
  return new Response(null, { status: 303, headers: { ...headers, location: `${page}?${query}` } })
}

export async function pictureAnswer({
  picture,
  wait,
}: Readonly<Record<string, string | string[] | undefined>>): Promise<FormState | undefined> {
  if (picture === 'saved') return await stateOf({ ok: true })
  const code = failures.find((known) => known === picture)
  const seconds = /^\d{1,5}$/.test(String(wait)) ? Number(wait) : 1
  return code && (await stateOf({ ...fail(code), retryAfterSeconds: seconds }))
}

async function receive(request: Request): Promise<Result> {
  const foreign = refuseCrossSite(request.headers)
  if (foreign) return foreign
  try {
    const context = await readRequestContext(request.headers, 'pages')
    const query = queryOf(request)
    if (query === null) return fail('malformed')
    if (isForOtherAccount(query[drawnForField], context.caller)) return fail('other_account')
    const read = await readPicture(request, context)
    return read.ok ? await setPicture(context, read) : read
  } catch (error) {
    return faultToFailure(error)
  }
}

async function stateOf(result: { readonly ok: true } | Failure): Promise<FormState> {
  if (result.ok) return await doneState(setPictureForm.done(result, undefined), 0)
  return await faultState(result, setPictureForm, { fields: {}, attempt: 0 })
}
