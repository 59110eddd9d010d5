'use client'

import { type ReactNode, useId } from 'react'
import { useFormState } from '@/components/form/form-state-context'
import { useOffer } from '@/components/form/offers-context'
import { SignIcon } from '@/components/form/sign-icon'

export interface FieldWords {
  name: string
  label: string
  hint?: string | undefined
  /** The word for "optional", where the field is. A field without it is required. */
  optional?: string | undefined
}

/** What the control inside a field needs for a screen reader to know its label, hint and fault. */
interface ControlWiring {
  id: string
  name: string
  required: boolean
  autoFocus: boolean
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

interface FieldFrameProps extends FieldWords {
  children: (wiring: ControlWiring) => ReactNode
  /** News about the typing, at the end of the label's line. */
  news?: ReactNode
  /** What is said of the value, in the hint's room and in its stead while `isAdvising`. */
  advice?: ReactNode
  isAdvising?: boolean
  /** Has a screen reader read the fault out at once: for one found while the focus is elsewhere. */
  announcesFault?: boolean
}

/** Label, hint and fault of one field, and the wiring between them and the control. */
export function FieldFrame(props: FieldFrameProps) {
  const { name, label, hint, optional, children, news, advice, isAdvising, announcesFault = false } = props
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
        {news}
      </div>
      {children(wiring)}
      {fault && <Fault id={`${id}fault`} name={name} sentence={fault} isNews={announcesFault} />}
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
  isNews: boolean
}

/** What is wrong with the field, and the way out if this is the fault that the page offers one for. */
function Fault({ id, name, sentence, isNews }: FaultProps) {
  const { message, faults } = useFormState()
  const [first] = Object.keys(faults)
  const offer = useOffer()
  return (
    <div className="flex gap-2 text-small">
      <SignIcon tone="fault" />
      <div>
        <p id={id} role={isNews ? 'alert' : undefined} className="font-medium text-fault">
          {sentence}
        </p>
        {offer && first === name && !message && <p>{offer}</p>}
      </div>
    </div>
  )
}
