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
      <span data-room={roomFor(isBusy ? children : busy)} className={`grid ${keepsRoom}`}>
        <span>{isBusy ? busy : children}</span>
      </span>
    </button>
  )
}

// The words that are not shown take their room all the same: a button is as wide busy as at rest.
const keepsRoom =
  'after:invisible after:h-0 after:overflow-hidden after:content-[attr(data-room)] after:select-none'

function roomFor(words: ReactNode): string | undefined {
  return typeof words === 'string' ? words : undefined
}

function Spinner() {
  return (
    <svg viewBox="0 0 20 20" className="absolute left-2.5 size-4 animate-turn" aria-hidden="true">
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
