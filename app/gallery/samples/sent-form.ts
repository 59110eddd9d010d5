import { type FailureCode, fail } from '@/lib/account/failure'
import { anyFormRefusals, type DoneKey, type Fields, type Form } from '@/lib/dialects/form'
import type { FormState } from '@/lib/form-state'
import { doneState, faultState } from '@/lib/http/form-answer'

const retryAfterSeconds = 600

/** A form of the dialect after it was sent, answered by the same code that answers people. */
export interface SentForm {
  readonly form: unknown
  readonly refusals: readonly FailureCode[]
  refused(code: FailureCode): Promise<FormState>
  /** What it says when it is done, or null when it leads to another page. */
  readonly done: { readonly key: DoneKey; state(): Promise<FormState> } | null
}

/**
 * @param typed what was typed into it
 * @param success what the operation gave, for a form that stays on its page
 */
export function sentForm<Input, Success>(
  form: Form<Input, Success>,
  typed: Fields = {},
  success: Success | null = null,
): SentForm {
  const outcome = success === null ? {} : form.done(success, form.read(typed))
  const key = outcome.say?.key
  return {
    form,
    refusals: [...form.refusals, ...anyFormRefusals],
    refused: (code) => faultState({ ...fail(code), retryAfterSeconds }, form, { fields: typed, attempt: 0 }),
    done: key ? { key, state: () => doneState(outcome, 0) } : null,
  }
}
