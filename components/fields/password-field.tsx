'use client'

import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useFormStatus } from 'react-dom'
import { useFormState } from '@/components/form/form-state-context'
import { useHasScript } from '@/components/form/has-script'
import { controlLook } from './control-look'
import { FieldFrame, type FieldWords } from './field-frame'

export interface PasswordWords extends FieldWords {
  show: string
  hide: string
  /** What a screen reader says for `show` and `hide`. */
  showLabel: string
  hideLabel: string
  capsLock: string
}

interface PasswordFieldProps extends PasswordWords {
  autoComplete: 'current-password' | 'new-password'
  /** Is told of every change, with the field itself. */
  onTyping?: (input: HTMLInputElement) => void
  onFocus?: () => void
  /** A line along the field's foot. */
  foot?: ReactNode
  advice?: ReactNode
  isAdvising?: boolean
}

/**
 * A password, hidden unless the reader asks to see it. It never comes back from the server; only a form that
 * was not answered at all still holds it.
 */
export function PasswordField(props: PasswordFieldProps) {
  const { autoComplete, show, hide, showLabel, hideLabel, capsLock, onTyping, onFocus, foot, ...frame } =
    props
  const [shown, setShown] = useState(false)
  const caps = useCapsLock()
  const { values } = useFormState()
  const { pending } = useFormStatus()
  const news = (
    <span aria-live="polite" className="text-small font-medium text-ink">
      {caps.isOn && capsLock}
    </span>
  )
  return (
    <FieldFrame {...frame} news={news}>
      {(wiring) => (
        <div className="relative">
          <input
            {...wiring}
            {...caps.handlers}
            // Hidden again while it is sent: password managers look at the type then.
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
          <ShowButton controls={wiring.id} isShown={shown} words={props} onClick={() => setShown(!shown)} />
        </div>
      )}
    </FieldFrame>
  )
}

interface ShowButtonProps {
  controls: string
  isShown: boolean
  words: PasswordWords
  onClick: () => void
}

function ShowButton({ controls, isShown, words, onClick }: ShowButtonProps) {
  if (!useHasScript()) return null
  return (
    <button
      type="button"
      aria-label={isShown ? words.hideLabel : words.showLabel}
      aria-controls={controls}
      onClick={onClick}
      className="absolute inset-y-0 right-0 min-w-11 cursor-pointer rounded-field px-4 text-small font-medium text-accent hover:underline hover:underline-offset-4"
    >
      {isShown ? words.hide : words.show}
    </button>
  )
}

/** Whether capitals are locked, as far as the keys typed into the field have told. */
function useCapsLock() {
  const [isOn, setOn] = useState(false)
  const look = (event: KeyboardEvent) => setOn(event.getModifierState('CapsLock'))
  return { isOn, handlers: { onKeyDown: look, onKeyUp: look, onBlur: () => setOn(false) } }
}
