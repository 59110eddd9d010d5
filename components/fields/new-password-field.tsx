'use client'

import { useRef, useState } from 'react'
import { useFormState } from '@/components/form/form-state-context'
import type { Strength } from './measure-strength'
import { PasswordField, type PasswordTexts } from './password-field'

type StrengthTexts = Readonly<Record<Strength['level'] | Strength['advice'], string>>

interface NewPasswordFieldProps extends PasswordTexts {
  minCharacters: number
  strength: StrengthTexts
}

/** Delay after the last key press, so that screen readers do not announce every letter. */
const debounceMilliseconds = 200

/** Shows the strength, which decides nothing. The estimator is large, so it loads on first focus. */
export function NewPasswordField({ minCharacters, strength: texts, ...field }: NewPasswordFieldProps) {
  const { attempt } = useFormState()
  const [measured, setMeasured] = useState<{ attempt: number; strength: Strength | null }>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // The form was answered since, and the field is empty.
  const strength = measured?.attempt === attempt ? measured.strength : null

  async function measure(input: HTMLInputElement) {
    const { measureStrength } = await loadMeasure()
    const typed = input.value
    const found = typed === '' ? null : measureStrength(typed, { minCharacters, about: loginTexts(input) })
    setMeasured({ attempt, strength: found })
  }

  function onTyping(input: HTMLInputElement) {
    clearTimeout(timer.current)
    // If loading fails, the hint stays.
    timer.current = setTimeout(() => measure(input).catch(() => {}), debounceMilliseconds)
  }

  return (
    <PasswordField
      {...field}
      autoComplete="new-password"
      onFocus={() => void loadMeasure().catch(() => {})}
      onTyping={onTyping}
      foot={strength && <StrengthBar level={strength.level} />}
      advice={
        <p aria-live="polite">
          {strength && (
            <>
              <strong className="font-medium text-ink">{texts[strength.level]}</strong>{' '}
              {texts[strength.advice]}
            </>
          )}
        </p>
      }
      isAdvising={strength !== null}
    />
  )
}

const loadMeasure = () => import('./measure-strength')

/** Login fields of the same form: a password made from them is weak. */
function loginTexts(input: HTMLInputElement): string[] {
  const controls = [...(input.form?.elements ?? [])]
  const inputs = controls.filter(
    (control): control is HTMLInputElement => control instanceof HTMLInputElement,
  )
  return inputs.filter(({ autocomplete }) => /username|email/.test(autocomplete)).map(({ value }) => value)
}

const barStyles = {
  weak: 'w-1/4 bg-fault',
  fair: 'w-2/4 bg-sand-edge',
  good: 'w-3/4 bg-accent',
  strong: 'w-full bg-accent',
}

function StrengthBar({ level }: { level: Strength['level'] }) {
  return (
    <div className="pointer-events-none absolute inset-x-2 bottom-0.5 h-1 overflow-hidden rounded-round">
      <div className={`h-full rounded-round transition-all ${barStyles[level]}`} data-strength={level} />
    </div>
  )
}
