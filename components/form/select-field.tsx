'use client'

import { controlLook } from './control-look'
import { FieldFrame, type FieldWords } from './field-frame'
import { useFormState } from './form-state-context'

interface SelectFieldProps extends FieldWords {
  options: readonly { value: string; label: string; lang?: string }[]
  autoComplete?: string
  defaultValue: string
}

/** One choice from a short list. */
export function SelectField({ options, autoComplete, defaultValue, ...words }: SelectFieldProps) {
  const { values, attempt } = useFormState()
  return (
    <FieldFrame {...words}>
      {(wiring) => (
        // React's reset after an action forgets a select's new default: a fresh one starts with it.
        <select
          key={attempt}
          {...wiring}
          autoComplete={autoComplete}
          defaultValue={values[words.name] ?? defaultValue}
          className={controlLook}
        >
          {options.map(({ value, label, lang }) => (
            <option key={value} value={value} lang={lang}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  )
}
