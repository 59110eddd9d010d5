'use client'

import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import { type FormAction, type FormState, initialFormState } from '@/lib/form-state'
import { FormMessage } from './form-message'
import { FormStateContext } from './form-state-context'

interface ActionFormProps {
  action: FormAction
  children: ReactNode
  /** Ways out to show beside the message, by the code of the fault. */
  offers?: Readonly<Record<string, ReactNode>>
  /** What the last success announced has been undone since: it is not shown any more. */
  isOver?: boolean
  /** Where to start: the gallery shows a form in any state. */
  state?: FormState | undefined
}

/**
 * A form that works with and without script. It shows what the action answered, hands it to its fields,
 * and after each answer moves the focus to the first fault, or else to the message.
 */
export function ActionForm({ action, children, offers = {}, isOver = false, state: first }: ActionFormProps) {
  const [state, submit] = useActionState(action, first ?? initialFormState)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>(answerSelector(state))?.focus()
  }, [state])

  return (
    <FormStateContext value={state}>
      <form ref={form} action={submit} noValidate className="grid gap-5 not-has-[:not(input)]:hidden">
        {!(isOver && state.status === 'done') && <FormMessage offers={offers} />}
        {children}
      </form>
    </FormStateContext>
  )
}

function answerSelector(state: FormState): string {
  return Object.keys(state.faults).length > 0 ? '[aria-invalid="true"]' : '[data-form-message]'
}
