'use client'

import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useFormStatus } from 'react-dom'
import { useFormState } from '@/components/form/form-state-context'
import { useHasScript } from '@/components/form/has-script'
import { controlLook } from './control-look'
import { FieldFrame, type FieldTexts } from './field-frame'

export interface PasswordTexts extends FieldTexts {
  show: string
  hide: string
  /** Accessible names of `show` and `hide`. */
  showLabel: string
  hideLabel: string
  capsLock: string
}

interface PasswordFieldProps extends PasswordTexts {
  autoComplete: 'current-password' | 'new-password'
  onTyping?: (input: HTMLInputElement) => void
  onFocus?: () => void
  /** A line at the bottom edge of the field. */
  foot?: ReactNode
  advice?: ReactNode
  isAdvising?: boolean
}

/** The server never sends the value back; only a form without a response keeps it. */
export function PasswordField(props: PasswordFieldProps) {
  const { autoComplete, show, hide, showLabel, hideLabel, capsLock, onTyping, onFocus, foot, ...frame } =
    props
  const [shown, setShown] = useState(false)
  const caps = useCapsLock()
  const { values } = useFormState()
  const { pending } = useFormStatus()
  const status = (
    <span aria-live="polite" className="text-small font-medium text-ink">
      {caps.isOn && capsLock}
    </span>
  )
  return (
    <FieldFrame {...frame} status={status}>
      {(controlProps) => (
        <div className="relative">
          <input
            {...controlProps}
            {...caps.handlers}
            // Hidden while sending: password managers look at the type then.
            type={shown && !pending ? 'text' : 'password'}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={values[frame.name]}
            onFocus={onFocus}
            onInput={(event) => onTyping?.(event.currentTarget)}
            className={`${controlLook} pr-28`}
          />
          {foot}
          <ShowButton
            controls={controlProps.id}
            isShown={shown}
            texts={props}
            onClick={() => setShown(!shown)}
          />
        </div>
      )}
    </FieldFrame>
  )
}

interface ShowButtonProps {
  controls: string
  isShown: boolean
  texts: PasswordTexts
  onClick: () => void
}

function ShowButton({ controls, isShown, texts, onClick }: ShowButtonProps) {
  if (!useHasScript()) return null
  return (
    <button
      type="button"
      aria-label={isShown ? texts.hideLabel : texts.showLabel}
      aria-controls={controls}
      onClick={onClick}
      className="absolute inset-y-0 right-0 min-w-11 cursor-pointer rounded-field px-4 text-small font-medium text-accent hover:underline hover:underline-offset-4"
    >
      {isShown ? texts.hide : texts.show}
    </button>
  )
}

/** Whether Caps Lock is on, as far as key presses in the field have shown. */
function useCapsLock() {
  const [isOn, setOn] = useState(false)
  const update = (event: KeyboardEvent) => setOn(event.getModifierState('CapsLock'))
  return { isOn, handlers: { onKeyDown: update, onKeyUp: update, onBlur: () => setOn(false) } }
}
