import { getFormatter, getTranslations } from 'next-intl/server'
import { NoPassword } from '@/components/entry/no-password'
import { AccountName } from '@/components/fields/account-name'
import { Field } from '@/components/fields/field'
import { Password } from '@/components/fields/password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/frame/badge'
import { bold } from '@/components/frame/bold'
import { Notice } from '@/components/frame/notice'
import { Section } from '@/components/frame/section'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { fieldLimits } from '@/lib/rules'
import { shownAddress } from '@/lib/shown-address'
import { type ProfileAccount, profileName } from './profile-account'

export interface PendingEmail {
  email: string
  expiresAt: Date
}

interface EmailSectionProps {
  account: ProfileAccount
  pending: PendingEmail | null
  change: FormAction
  cancel: FormAction
  changeState?: FormState | undefined
  cancelState?: FormState | undefined
}

/** The address, its status, and a pending change. */
export async function EmailSection(props: EmailSectionProps) {
  const { account, pending, change, cancel, changeState, cancelState } = props
  const t = await getTranslations('profile')
  const canAdd = account.email === null && !account.hasProvider
  return (
    <Section title={t('emailTitle')} lead={t('email')}>
      <CurrentEmail account={account} />
      {/* The form stays after the change is cancelled, so that its message is still shown. */}
      <ActionForm action={cancel} state={cancelState}>
        {pending && <PendingChange pending={pending} isFirst={account.email === null} />}
      </ActionForm>
      {account.hasPassword || canAdd ? (
        <EmailForm account={account} change={change} state={changeState} isPending={pending !== null} />
      ) : (
        <NoPassword account={account} />
      )}
    </Section>
  )
}

async function CurrentEmail({ account }: { account: ProfileAccount }) {
  const t = await getTranslations('profile')
  return (
    <div className="grid justify-items-start gap-1">
      <p className="font-medium">{t('emailNow')}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span dir="auto" className="wrap-anywhere">
          {account.email === null ? t('emailNone') : shownAddress(account.email)}
        </span>
        {account.email && (
          <Badge tone={account.emailVerified ? 'good' : 'warning'}>
            {t(account.emailVerified ? 'emailVerified' : 'emailUnverified')}
          </Badge>
        )}
      </p>
      {account.email && !account.emailVerified && (
        <TextLink href="/verify-email">{t('emailVerify')}</TextLink>
      )}
    </div>
  )
}

async function PendingChange({ pending, isFirst }: { pending: PendingEmail; isFirst: boolean }) {
  const t = await getTranslations('profile')
  const format = await getFormatter()
  // In UTC, as in our mails: the server does not know the user's time zone.
  const until = `${format.dateTime(pending.expiresAt, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })} UTC`
  return (
    <Notice tone="warning">
      <p>{t.rich('pending', { email: shownAddress(pending.email), until, b: bold })}</p>
      <div className="pt-2">
        <SubmitButton look="quiet" busy={t('saving')}>
          {t(isFirst ? 'pendingDrop' : 'pendingCancel')}
        </SubmitButton>
      </div>
    </Notice>
  )
}

interface EmailFormProps {
  account: ProfileAccount
  change: FormAction
  state: FormState | undefined
  isPending: boolean
}

/** Changes the address or adds the first one. Without a password, the session is the only proof. */
async function EmailForm({ account, change, state, isPending }: EmailFormProps) {
  const t = await getTranslations('profile')
  const fields = await getTranslations('fields')
  const isFirst = account.email === null
  return (
    <ActionForm action={change} isSuccessStale={!isPending} state={state}>
      {account.hasPassword && <AccountName account={profileName(account)} />}
      <div className="grid items-start gap-5 md:grid-cols-2">
        <Field
          name="email"
          label={isFirst ? fields('email') : t('emailNew')}
          hint={t(isFirst ? 'emailFirstHint' : 'emailNewHint')}
          type="email"
          autoComplete="email"
          maxLength={fieldLimits.emailMax}
        />
        {account.hasPassword && <Password name="currentPassword" />}
      </div>
      <div>
        <SubmitButton busy={t('saving')}>{t(isFirst ? 'emailAdd' : 'emailSend')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
