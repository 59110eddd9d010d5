'use client'

import { useRef, useState } from 'react'
import { useFormState } from '@/components/form/form-state-context'
import type { Strength } from './measure-strength'
import { PasswordField, type PasswordWords } from './password-field'

type StrengthWords = Readonly<Record<Strength['level'] | Strength['advice'], string>>

interface NewPasswordFieldProps extends PasswordWords {
  minCharacters: number
  strength: StrengthWords
}

/** How long the typing must rest before it is measured: a screen reader is not told of every letter. */
const restMilliseconds = 200

/**
 * A password that is being chosen. What it is worth, and what would make it better, is said while it is typed;
 * it decides nothing. The measure is heavy and comes when the field is first used.
 */
export function NewPasswordField({ minCharacters, strength: words, ...field }: NewPasswordFieldProps) {
  const { attempt } = useFormState()
  const [measured, setMeasured] = useState<{ attempt: number; strength: Strength | null }>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // An answer has emptied the field since: there is nothing to say any more.
  const strength = measured?.attempt === attempt ? measured.strength : null

  async function measure(input: HTMLInputElement) {
    const { measureStrength } = await loadMeasure()
    const typed = input.value
    const found = typed === '' ? null : measureStrength(typed, { minCharacters, about: otherTexts(input) })
    setMeasured({ attempt, strength: found })
  }

  function onTyping(input: HTMLInputElement) {
    clearTimeout(timer.current)
    // Without it the page is as good as without script: the hint stays.
    timer.current = setTimeout(() => measure(input).catch(() => {}), restMilliseconds)
  }

  return (
    <PasswordField
      {...field}
      autoComplete="new-password"
      onFocus={() => void loadMeasure().catch(() => {})}
      onTyping={onTyping}
      foot={strength && <Bar level={strength.level} />}
      advice={
        <p aria-live="polite">
          {strength && (
            <>
              <strong className="font-medium text-ink">{words[strength.level]}</strong>{' '}
              {words[strength.advice]}
            </>
          )}
        </p>
      }
      isAdvising={strength !== null}
    />
  )
}

const loadMeasure = () => import('./measure-strength')

/** What else stands in the form, so that a password made of it is known for weak. */
function otherTexts(input: HTMLInputElement): string[] {
  const controls = [...(input.form?.elements ?? [])]
  const texts = controls.filter((control): control is HTMLInputElement => control instanceof HTMLInputElement)
  return texts.filter(({ autocomplete }) => /username|email/.test(autocomplete)).map(({ value }) => value)
}

const bars = {
  weak: 'w-1/4 bg-fault',
  fair: 'w-2/4 bg-sand-edge',
  good: 'w-3/4 bg-accent',
  strong: 'w-full bg-accent',
}

function Bar({ level }: { level: Strength['level'] }) {
  return (
    <div className="pointer-events-none absolute inset-x-2 bottom-0.5 h-1 overflow-hidden rounded-round">
      <div className={`h-full rounded-round transition-all ${bars[level]}`} data-strength={level} />
    </div>
  )
}
