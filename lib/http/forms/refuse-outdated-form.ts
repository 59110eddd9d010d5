import { fail, type Result } from '@/lib/account/failure'
import type { RequestContext } from '@/lib/account/request-context'

interface MayLackPassword {
  readonly currentPassword: string | null
}

/** If the account has got a password in the meantime, a form without that field fails as a whole: `malformed`. */
export function refuseOutdatedForm<Input extends MayLackPassword, Success extends object>(
  operation: (context: RequestContext, input: Input) => Promise<Result<Success>>,
): (context: RequestContext, input: Input) => Promise<Result<Success>> {
  return async (context, input) => {
    const result = await operation(context, input)
    const isOutdated = !result.ok && input.currentPassword === null && result.codes.includes('wrong_password')
    return isOutdated ? fail('malformed') : result
  }
}
