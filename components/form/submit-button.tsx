'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { type ButtonLook, buttonLooks } from './button-look'

interface SubmitButtonProps {
  children: ReactNode
  busy: string
  look?: ButtonLook
  /** Accessible name, where the visible text is the same on several buttons. */
  label?: string | undefined
  /** Shown as disabled, but still focusable. */
  waiting?: boolean
  /** For forms with a button in each row. */
  name?: string
  value?: string
}

/** Submits its form once. While the request is pending it shows `busy` and stays focusable. */
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
      <span data-reserve={textOf(isBusy ? children : busy)} className={`grid ${reservesWidth}`}>
        <span>{isBusy ? busy : children}</span>
      </span>
    </button>
  )
}

// The hidden text reserves its width, so the button does not change size while busy.
const reservesWidth =
  'after:invisible after:h-0 after:overflow-hidden after:content-[attr(data-reserve)] after:select-none'

function textOf(content: ReactNode): string | undefined {
  return typeof content === 'string' ? content : undefined
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
