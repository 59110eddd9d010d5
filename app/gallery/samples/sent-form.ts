import { type FailureCode, fail } from '@/lib/account/failure'
import { anyFormFailures, type DoneKey, type Fields, type Form } from '@/lib/dialects/forms/form'
import type { FormState } from '@/lib/form-state'
import { doneState, faultState } from '@/lib/http/forms/form-answer'

const retryAfterSeconds = 600

/** A form of the dialect after it was sent, answered by the same code that answers people. */
export interface SentForm {
  readonly form: unknown
  readonly failures: readonly FailureCode[]
  refused(code: FailureCode): Promise<FormState>
  /** What it may say when it is done; nothing when it leads to another page. */
  readonly done: readonly { readonly key: DoneKey; state(): Promise<FormState> }[]
}

/**
 * @param typed what was typed into it
 * @param success what the operation gave, for a form that stays on its page
 * @param otherwise what else may be typed into it, where it then says something else
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
    refused: (code) => faultState({ ...fail(code), retryAfterSeconds }, form, { fields: typed, attempt: 0 }),
    done: outcomes.flatMap((outcome) =>
      outcome.say ? [{ key: outcome.say.key, state: () => doneState(outcome, 0) }] : [],
    ),
  }
}
