'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { type ButtonLook, buttonLooks } from './button-look'

interface SubmitButtonProps {
  children: ReactNode
  /** What the button says while the form is on its way. */
  busy: string
  look?: ButtonLook
  /** For a screen reader, where the words alone do not tell one button from the next. */
  label?: string | undefined
  /** Not yet: the button stays where it is, but does nothing. */
  waiting?: boolean
  /** What this button adds to the form, where the form has a button for each row. */
  name?: string
  value?: string
}

/** Sends the form around it, once: while an answer is awaited it says so and stays in reach of the focus. */
export function SubmitButton(props: SubmitButtonProps) {
  const { children, busy, look = 'primary', label, waiting = false, name, value } = props
  const { pending, data } = useFormStatus()
  const blocked = pending || waiting
  const isBusy = pending && (!name || data.get(name) === value)
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-disabled={blocked || undefined}
      aria-label={isBusy ? undefined : label}
      onClick={(event) => blocked && event.preventDefault()}
      className={buttonLooks[look]}
    >
      {isBusy && <Spinner />}
      <span>{isBusy ? busy : children}</span>
    </button>
  )
}

function Spinner() {
  return (
    <svg viewBox="0 0 20 20" className="size-4 shrink-0 animate-turn" aria-hidden="true">
      <path
        d="M10 2a8 8 0 1 1-8 8"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </svg>
  )
}
