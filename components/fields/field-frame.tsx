'use client'

import { type ReactNode, useId } from 'react'
import { useFormState } from '@/components/form/form-state-context'
import { useOffer } from '@/components/form/offers-context'
import { SignIcon } from '@/components/form/sign-icon'

export interface FieldTexts {
  name: string
  label: string
  hint?: string | undefined
  /** A field without this text is required. */
  optional?: string | undefined
}

interface ControlProps {
  id: string
  name: string
  required: boolean
  autoFocus: boolean
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

interface FieldFrameProps extends FieldTexts {
  children: (controlProps: ControlProps) => ReactNode
  /** Status shown at the end of the label line, such as Caps Lock. */
  status?: ReactNode
  /** Advice on the value. It covers the hint while `isAdvising`. */
  advice?: ReactNode
  isAdvising?: boolean
  /** Announce the error at once: for one found while the focus is elsewhere. */
  announcesFault?: boolean
}

export function FieldFrame(props: FieldFrameProps) {
  const { name, label, hint, optional, children, status, advice, isAdvising, announcesFault = false } = props
  const { faults, attempt } = useFormState()
  const id = useId()
  const fault = faults[name]
  const notes = [hint && `${id}hint`, fault && `${id}fault`].filter(Boolean)
  const controlProps = {
    id,
    name,
    required: !optional,
    // Without JavaScript the browser focuses the first of these; React ignores it later.
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
        {status}
      </div>
      {children(controlProps)}
      {fault && <Fault id={`${id}fault`} name={name} sentence={fault} isAlert={announcesFault} />}
      {hint && (
        <div className="grid text-small text-soft *:col-start-1 *:row-start-1">
          <p id={`${id}hint`} className={isAdvising ? 'invisible' : undefined}>
            {hint}
          </p>
          {advice}
        </div>
      )}
    </div>
  )
}

interface FaultProps {
  id: string
  name: string
  sentence: string
  isAlert: boolean
}

/** The error of the field, with the link that the page offers for it. */
function Fault({ id, name, sentence, isAlert }: FaultProps) {
  const { message, faults } = useFormState()
  const [first] = Object.keys(faults)
  const offer = useOffer()
  return (
    <div className="flex gap-2 text-small">
      <SignIcon tone="fault" />
      <div>
        <p id={id} role={isAlert ? 'alert' : undefined} className="font-medium text-fault">
          {sentence}
        </p>
        {offer && first === name && !message && <p>{offer}</p>}
      </div>
    </div>
  )
}
