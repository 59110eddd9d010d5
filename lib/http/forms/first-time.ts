import { fail, type Result } from '@/lib/account/failure'
import type { RequestContext } from '@/lib/account/request-context'

interface MayLackPassword {
  readonly currentPassword: string | null
}

/**
 * For forms that ask for no current password where there is none. When there is one by now, because it was set in
 * another tab or in the app, the form lacks a field, and a fault of that field would be seen nowhere.
 *
 * @returns as the operation; or `malformed` for such a form
 */
export function firstTimeToo<Input extends MayLackPassword, Success extends object>(
  operation: (context: RequestContext, input: Input) => Promise<Result<Success>>,
): (context: RequestContext, input: Input) => Promise<Result<Success>> {
  return async (context, input) => {
    const result = await operation(context, input)
    const isOutdated = !result.ok && input.currentPassword === null && result.codes.includes('wrong_password')
    return isOutdated ? fail('malformed') : result
  }
}
