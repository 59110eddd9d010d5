import type { Failure } from '@/lib/account/failure'
import { faultToFailure } from '@/lib/account/fault'
import { account } from '@/lib/dialects/account/account-dialect'
import { refuse, respond, wireContextFor } from './respond'

/** Problem details (RFC 9457) for our endpoints outside the four documents. */
export function problem(
  request: Request,
  failure: Failure,
  { allowed = [], detail }: { allowed?: readonly string[]; detail?: string } = {},
): Response {
  if (detail === undefined) return refuse(account, request, failure, { allowed })
  const { body, ...answer } = account.answerFailure(failure, wireContextFor(account, request))
  return respond(request, { ...answer, body: { ...body, detail } }, {})
}

export function faultProblem(request: Request, error: unknown): Response {
  return problem(request, faultToFailure(error))
}
