import type { ReactNode } from 'react'
import type { FormAction, FormState } from '@/lib/form-state'
import { LiveForm } from './live-form'
import { usualAnswers } from './usual-answers'

interface ActionFormProps {
  action: FormAction
  children: ReactNode
  /** Ways out to show beside a fault, by its code. */
  offers?: Readonly<Record<string, ReactNode>>
  /** What the last success announced has been undone since: it is not shown any more. */
  isOver?: boolean
  /** Where to start: the gallery shows a form in any state. */
  state?: FormState | undefined
}

/** A form that works with and without script, in the reader's language. */
export async function ActionForm(props: ActionFormProps) {
  const { words, offers } = await usualAnswers()
  return <LiveForm {...props} offers={{ ...offers, ...props.offers }} unanswered={words} />
}
