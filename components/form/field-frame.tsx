'use client'

import { type ReactNode, useId } from 'react'
import { useFormState } from './form-state-context'
import { SignIcon } from './sign-icon'

export interface FieldWords {
  name: string
  label: string
  hint?: string | undefined
  /** The word for "optional", where the field is. A field without it is required. */
  optional?: string | undefined
}

/** What the control inside a field needs for a screen reader to know its label, hint and fault. */
export interface ControlWiring {
  id: string
  name: string
  required: boolean
  autoFocus: boolean
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

interface FieldFrameProps extends FieldWords {
  children: (wiring: ControlWiring) => ReactNode
}

/** Label, hint and fault of one field, and the wiring between them and the control. */
export function FieldFrame({ name, label, hint, optional, children }: FieldFrameProps) {
  const { faults, attempt } = useFormState()
  const id = useId()
  const fault = faults[name]
  const notes = [hint && `${id}hint`, fault && `${id}fault`].filter(Boolean)
  const wiring = {
    id,
    name,
    required: !optional,
    // Without script the browser focuses the first of these in the page; React ignores it after that.
    autoFocus: Boolean(fault) && attempt > 0,
    'aria-invalid': Boolean(fault),
    'aria-describedby': notes.join(' ') || undefined,
  }
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {optional && <span className="text-small text-soft">{optional}</span>}
      </div>
      {children(wiring)}
      {fault && (
        <p id={`${id}fault`} className="flex gap-2 text-small font-medium text-fault">
          <SignIcon tone="fault" />
          {fault}
        </p>
      )}
      {hint && (
        <p id={`${id}hint`} className="text-small text-soft">
          {hint}
        </p>
      )}
    </div>
  )
}
