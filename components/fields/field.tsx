'use client'

import type { HTMLInputAutoCompleteAttribute } from 'react'
import { useStartValue } from '@/components/form/form-state-context'
import { controlLook } from './control-look'
import { FieldFrame, type FieldWords } from './field-frame'

interface FieldProps extends FieldWords {
  type?: 'text' | 'email' | 'tel'
  autoComplete: HTMLInputAutoCompleteAttribute
  defaultValue?: string | null
  maxLength?: number
}

/** One line of text. After a fault it holds what was typed. */
export function Field({ type = 'text', autoComplete, defaultValue, maxLength, ...words }: FieldProps) {
  const startValue = useStartValue(words.name, defaultValue ?? '')
  return (
    <FieldFrame {...words}>
      {(wiring) => (
        <input
          {...wiring}
          type={type}
          autoComplete={autoComplete}
          maxLength={maxLength}
          defaultValue={startValue}
          autoCapitalize={plainTyping.test(autoComplete) ? 'none' : undefined}
          spellCheck={plainTyping.test(autoComplete) ? false : undefined}
          className={controlLook}
        />
      )}
    </FieldFrame>
  )
}

// A name to sign in with is not prose: nothing may correct it.
const plainTyping = /username|email/
