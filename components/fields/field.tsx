'use client'

import type { HTMLInputAutoCompleteAttribute } from 'react'
import { useStartValue } from '@/components/form/form-state-context'
import { controlLook } from './control-look'
import { FieldFrame, type FieldTexts } from './field-frame'

interface FieldProps extends FieldTexts {
  type?: 'text' | 'email' | 'tel'
  autoComplete: HTMLInputAutoCompleteAttribute
  defaultValue?: string | null
  maxLength?: number
}

/** A text input. After a failure it keeps what was typed. */
export function Field({ type = 'text', autoComplete, defaultValue, maxLength, ...texts }: FieldProps) {
  const startValue = useStartValue(texts.name, defaultValue ?? '')
  return (
    <FieldFrame {...texts}>
      {(controlProps) => (
        <input
          {...controlProps}
          type={type}
          autoComplete={autoComplete}
          maxLength={maxLength}
          defaultValue={startValue}
          autoCapitalize={loginFields.test(autoComplete) ? 'none' : undefined}
          spellCheck={loginFields.test(autoComplete) ? false : undefined}
          className={controlLook}
        />
      )}
    </FieldFrame>
  )
}

// Browsers must not autocorrect a login.
const loginFields = /username|email/
