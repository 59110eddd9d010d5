/** What a form shows before and after it was sent. Safe in the browser. */
export interface FormState {
  readonly status: 'rest' | 'fault' | 'done'
  readonly message: string | null
  /** The failure behind `message`, so that a page can offer the right next step. */
  readonly code: string | null
  readonly faults: Readonly<Record<string, string>>
  /** The typed values, shown again after a fault. Never a password. */
  readonly values: Readonly<Record<string, string>>
  /** The site's address, if the form was sent from another one and refused. */
  readonly site?: string
  /** Grows with each answer, so that a screen reader announces the same fault twice. */
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

/** The form field, or query parameter of an upload, that names the account the form was rendered for. */
export const drawnForField = 'drawnFor'

export type FormAction = (state: FormState, data: FormData) => Promise<FormState>
