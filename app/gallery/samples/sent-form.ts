import { type FailureCode, fail } from '@/lib/account/failure'
import { anyFormFailures, type DoneKey, type Fields, type Form } from '@/lib/dialects/forms/form'
import type { FormState } from '@/lib/form-state'
import { doneState, faultState } from '@/lib/http/forms/form-answer'

const retryAfterSeconds = 600

/** A form after it was sent, with the result of the real code. */
export interface SentForm {
  readonly form: unknown
  readonly failures: readonly FailureCode[]
  failed(code: FailureCode): Promise<FormState>
  /** Its success messages; none if it leads to another page. */
  readonly done: readonly { readonly key: DoneKey; state(): Promise<FormState> }[]
}

/**
 * @param typed values of the fields
 * @param success result of the operation, for a form that stays on its page
 * @param otherwise other values that give another success message
 */
export function sentForm<Input, Success>(
  form: Form<Input, Success>,
  typed: Fields = {},
  success: Success | null = null,
  otherwise: readonly Fields[] = [],
): SentForm {
  const outcomes =
    success === null ? [] : [typed, ...otherwise].map((sent) => form.done(success, form.read(sent)))
  return {
    form,
    failures: [...form.failures, ...anyFormFailures],
    failed: (code) => faultState({ ...fail(code), retryAfterSeconds }, form, { fields: typed, attempt: 0 }),
    done: outcomes.flatMap((outcome) =>
      outcome.say ? [{ key: outcome.say.key, state: () => doneState(outcome, 0) }] : [],
    ),
  }
}
