import type { Failure } from '@/lib/account/failure'
import { faultToFailure } from '@/lib/account/fault'
import { account } from '@/lib/dialects/account/account-dialect'
import { contextOf, refuse, respond } from './respond'

/**
 * How whatever is ours and none of the four documents' says no to a program: a problem of RFC 9457, in the words of our
 * own dialect.
 *
 * @param told.allowed for `method_not_allowed`: the methods that the address has
 * @param told.detail what is wrong, where that can be said more exactly
 */
export function problem(
  request: Request,
  failure: Failure,
  { allowed = [], detail }: { allowed?: readonly string[]; detail?: string } = {},
): Response {
  if (detail === undefined) return refuse(account, request, failure, { allowed })
  const { body, ...answer } = account.answerFailure(failure, contextOf(account, request))
  return respond(request, { ...answer, body: { ...body, detail } }, {})
}

/** The same where something was thrown. */
export function faultProblem(request: Request, error: unknown): Response {
  return problem(request, faultToFailure(error))
}
