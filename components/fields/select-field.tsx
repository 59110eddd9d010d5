'use client'

import { useFormState, useStartValue } from '@/components/form/form-state-context'
import { controlLook } from './control-look'
import { FieldFrame, type FieldWords } from './field-frame'

interface SelectFieldProps extends FieldWords {
  options: readonly { value: string; label: string; lang?: string }[]
  autoComplete?: string
  defaultValue: string
}

/** One choice from a short list. */
export function SelectField({ options, autoComplete, defaultValue, ...words }: SelectFieldProps) {
  const { attempt } = useFormState()
  const startValue = useStartValue(words.name, defaultValue)
  return (
    <FieldFrame {...words}>
      {(wiring) => (
        <div className="relative">
          {/* React's reset after an action forgets a select's new default: a fresh one starts with it. */}
          <select
            key={attempt}
            {...wiring}
            autoComplete={autoComplete}
            defaultValue={startValue}
            className={`${controlLook} appearance-none pr-10`}
          >
            {options.map(({ value, label, lang }) => (
              <option key={value} value={value} lang={lang}>
                {label}
              </option>
            ))}
          </select>
          <svg
            viewBox="0 0 20 20"
            className="pointer-events-none absolute inset-y-0 right-3 my-auto size-5 text-soft"
            aria-hidden="true"
          >
            <path
              d="m5.5 8 4.5 4.5L14.5 8"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.8"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </div>
      )}
    </FieldFrame>
  )
}
