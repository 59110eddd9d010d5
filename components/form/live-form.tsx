'use client'

import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import { type FormAction, type FormState, initialFormState } from '@/lib/form-state'
import { DrawnForField } from './drawn-for'
import { FormMessage } from './form-message'
import { FormStateContext } from './form-state-context'
import { useHasScript } from './has-script'
import { keepingAction, type UnansweredWords } from './keeping-action'
import { OffersContext } from './offers-context'

interface LiveFormProps {
  action: FormAction
  unanswered: UnansweredWords
  children: ReactNode
  offers?: Readonly<Record<string, ReactNode>>
  isOver?: boolean
  state?: FormState | undefined
}

/**
 * Shows what the action answered, hands it to its fields, and after each answer moves the focus to the first
 * fault, or else to the message. Without script the server's markup does the same.
 */
export function LiveForm({ action, unanswered, children, offers = {}, isOver, state: first }: LiveFormProps) {
  // The server's markup must hold the action itself: that is how the form is sent without script.
  const send = useHasScript() ? keepingAction(action, unanswered) : action
  const [state, submit] = useActionState(send, first ?? initialFormState)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>(answerSelector(state))?.focus()
  }, [state])

  return (
    <FormStateContext value={state}>
      <OffersContext value={offers}>
        <form ref={form} action={submit} noValidate className="grid gap-5 not-has-[:not(input)]:hidden">
          <DrawnForField />
          {!(isOver && state.status === 'done') && <FormMessage />}
          {children}
        </form>
      </OffersContext>
    </FormStateContext>
  )
}

function answerSelector(state: FormState): string {
  return Object.keys(state.faults).length > 0 ? '[aria-invalid="true"]' : '[data-form-message]'
}
