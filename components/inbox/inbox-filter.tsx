import { getTranslations } from 'next-intl/server'
import { useId } from 'react'
import { controlLook } from '@/components/fields/control-look'
import { buttonLooks } from '@/components/form/button-look'
import { TextLink } from '@/components/frame/text-link'
import { shownAddress } from '@/lib/shown-address'
import { inboxAddress } from './inbox-address'
import type { InboxMail } from './inbox-mail'

const maxSuggestions = 50

/** Filters the list by recipient, or by a part of the address. */
export async function InboxFilter({ to, mails }: { to: string; mails: readonly InboxMail[] }) {
  const t = await getTranslations('inbox')
  const recipients = [...new Set(mails.map((mail) => shownAddress(mail.to)))].slice(0, maxSuggestions)
  return (
    <search>
      <form action="/inbox" className="grid gap-1.5">
        <FilterField label={t('filter')} to={to} recipients={recipients} send={t('filterSend')} />
        {to !== '' && (
          <p className="text-small">
            <TextLink href={inboxAddress({})}>{t('filterClear')}</TextLink>
          </p>
        )}
      </form>
    </search>
  )
}

interface FilterFieldProps {
  label: string
  to: string
  recipients: readonly string[]
  send: string
}

function FilterField({ label, to, recipients, send }: FilterFieldProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id} className="text-small font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          type="search"
          name="to"
          defaultValue={to}
          list={`${id}-recipients`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={controlLook}
        />
        <button type="submit" className={`${buttonLooks.quiet} shrink-0`}>
          {send}
        </button>
      </div>
      <datalist id={`${id}-recipients`}>
        {recipients.map((recipient) => (
          <option key={recipient} value={recipient} />
        ))}
      </datalist>
    </>
  )
}
