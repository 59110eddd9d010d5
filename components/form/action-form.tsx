import type { ReactNode } from 'react'
import type { FormAction, FormState } from '@/lib/form-state'
import { commonTexts } from './common-texts'
import { LiveForm } from './live-form'

interface ActionFormProps {
  action: FormAction
  children: ReactNode
  /** Links to show next to an error, by failure code. */
  offers?: Readonly<Record<string, ReactNode>>
  /** The change was undone since: hide the success message. */
  isSuccessStale?: boolean
  /** Initial state, for the gallery. */
  state?: FormState | undefined
}

/** A form that works with and without JavaScript. */
export async function ActionForm(props: ActionFormProps) {
  const { connectionErrors, offers } = await commonTexts()
  return <LiveForm {...props} offers={{ ...offers, ...props.offers }} connectionErrors={connectionErrors} />
}
