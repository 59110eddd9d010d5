'use client'

import { useFormState, useStartValue } from '@/components/form/form-state-context'
import { controlLook } from './control-look'
import { FieldFrame, type FieldTexts } from './field-frame'

interface SelectFieldProps extends FieldTexts {
  options: readonly { value: string; label: string; lang?: string }[]
  autoComplete?: string
  defaultValue: string
}

export function SelectField({ options, autoComplete, defaultValue, ...texts }: SelectFieldProps) {
  const { attempt } = useFormState()
  const startValue = useStartValue(texts.name, defaultValue)
  return (
    <FieldFrame {...texts}>
      {(controlProps) => (
        <div className="relative">
          {/* React resets a select to its old default after an action: a new key applies the new one. */}
          <select
            key={attempt}
            {...controlProps}
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
