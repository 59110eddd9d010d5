/** What a form shows after it was sent; also its first state. Small and browser-safe: the client imports it. */
export interface FormState {
  readonly status: 'rest' | 'fault' | 'done'
  /** One sentence about the whole form, in the reader's language. */
  readonly message: string | null
  /** Which fault `message` words, so that a page can offer the way out that fits. */
  readonly code: string | null
  /** A sentence for each field that is at fault, by the field's name. */
  readonly faults: Readonly<Record<string, string>>
  /** What was typed, given back after a fault; never a password. */
  readonly values: Readonly<Record<string, string>>
  /** Where the site is, for a form that was refused because it came from another address. */
  readonly site?: string
  /** Grows with each answer, so that the same fault twice is still announced twice. */
  readonly attempt: number
}

export const initialFormState: FormState = {
  status: 'rest',
  message: null,
  code: null,
  faults: {},
  values: {},
  attempt: 0,
}

/** The field, or the parameter of an upload's address, in which a form says for whose account it was drawn. */
export const drawnForField = 'drawnFor'

/** A server action as forms call it. */
export type FormAction = (state: FormState, data: FormData) => Promise<FormState>
