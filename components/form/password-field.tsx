'use client'

import { useState } from 'react'
import { useFormStatus } from 'react-dom'
import { controlLook } from './control-look'
import { FieldFrame, type FieldWords } from './field-frame'
import { useHasScript } from './has-script'

interface PasswordFieldProps extends FieldWords {
  autoComplete: 'current-password' | 'new-password'
  show: string
  hide: string
  /** What a screen reader says for `show` and `hide`. */
  showLabel: string
  hideLabel: string
}

/** A password, hidden unless the reader asks to see it. It never comes back from the server. */
export function PasswordField(props: PasswordFieldProps) {
  const { autoComplete, show, hide, showLabel, hideLabel, ...words } = props
  const [shown, setShown] = useState(false)
  const hasScript = useHasScript()
  const { pending } = useFormStatus()
  return (
    <FieldFrame {...words}>
      {(wiring) => (
        <div className="relative">
          <input
            {...wiring}
            // Hidden again while it is sent: password managers look at the type then.
            type={shown && !pending ? 'text' : 'password'}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            className={`${controlLook} pr-28`}
          />
          {hasScript && (
            <button
              type="button"
              aria-label={shown ? hideLabel : showLabel}
              aria-controls={wiring.id}
              onClick={() => setShown(!shown)}
              className="absolute inset-y-1 right-1 cursor-pointer rounded-field px-3 text-small font-medium text-accent hover:bg-accent-wash"
            >
              {shown ? hide : show}
            </button>
          )}
        </div>
      )}
    </FieldFrame>
  )
}
