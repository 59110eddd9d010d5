'use client'

import { TextLink } from '@/components/frame/text-link'
import { useFormState } from './form-state-context'
import { useOffer } from './offers-context'
import { SignIcon } from './sign-icon'

const tones = {
  fault: 'border-fault bg-fault-wash',
  done: 'border-accent bg-accent-wash',
}

/** The message about the whole form, with a matching link. Announced each time it changes. */
export function FormMessage() {
  const { status, message, faults, attempt, site } = useFormState()
  const offer = useOffer()
  if (status === 'rest' || !message) return null
  const takesFocus = Object.keys(faults).length === 0
  return (
    <div
      key={attempt}
      role={status === 'fault' ? 'alert' : 'status'}
      tabIndex={-1}
      data-form-message
      // biome-ignore lint/a11y/noAutofocus: without JavaScript this moves the focus to the message
      autoFocus={takesFocus && attempt > 0}
      className={`flex gap-3 rounded-field border-l-4 px-4 py-3 ${tones[status]}`}
    >
      <SignIcon tone={status} />
      <div className="grid gap-1">
        <p>{message}</p>
        {offer && <p>{offer}</p>}
        {site && (
          <p>
            <TextLink href={site}>{site}</TextLink>
          </p>
        )}
      </div>
    </div>
  )
}
