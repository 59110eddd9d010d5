'use client'

import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import { type FormAction, type FormState, initialFormState } from '@/lib/form-state'
import { DrawnForField } from './drawn-for'
import { FormMessage } from './form-message'
import { FormStateContext } from './form-state-context'
import { useHasScript } from './has-script'
import { type ConnectionErrorTexts, keepInputOnError } from './keep-input-on-error'
import { OffersContext } from './offers-context'

interface LiveFormProps {
  action: FormAction
  connectionErrors: ConnectionErrorTexts
  children: ReactNode
  offers?: Readonly<Record<string, ReactNode>>
  isSuccessStale?: boolean
  state?: FormState | undefined
}

/** Moves the focus to the first faulty field or the message. Without JavaScript, `autoFocus` does the same. */
export function LiveForm({
  action,
  connectionErrors,
  children,
  offers = {},
  isSuccessStale,
  state: initial,
}: LiveFormProps) {
  // The server's markup must contain the original action: without JavaScript the browser submits it directly.
  const send = useHasScript() ? keepInputOnError(action, connectionErrors) : action
  const [state, submit] = useActionState(send, initial ?? initialFormState)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>(answerSelector(state))?.focus()
  }, [state])

  return (
    <FormStateContext value={state}>
      <OffersContext value={offers}>
        <form ref={form} action={submit} noValidate className="grid gap-5 not-has-[:not(input)]:hidden">
          <DrawnForField />
          {!(isSuccessStale && state.status === 'done') && <FormMessage />}
          {children}
        </form>
      </OffersContext>
    </FormStateContext>
  )
}

function answerSelector(state: FormState): string {
  return Object.keys(state.faults).length > 0 ? '[aria-invalid="true"]' : '[data-form-message]'
}
