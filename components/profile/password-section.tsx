import { getTranslations } from 'next-intl/server'
import { NoPassword, passwordAnchor } from '@/components/entry/no-password'
import { AccountName } from '@/components/fields/account-name'
import { NewPassword } from '@/components/fields/new-password'
import { Password } from '@/components/fields/password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { bold } from '@/components/frame/bold'
import { Section } from '@/components/frame/section'
import type { FormAction, FormState } from '@/lib/form-state'
import { shownAddress } from '@/lib/shown-address'
import type { PendingEmail } from './email-section'
import { type ProfileAccount, profileName } from './profile-account'

interface PasswordSectionProps {
  account: ProfileAccount
  action: FormAction
  state?: FormState | undefined
  passwordMin: number
  /** A pending first address: setting a password cancels it. */
  pendingEmail: PendingEmail | null
}

/** Changes the password or sets the first one. One form for both, so that the first success is still shown. */
export async function PasswordSection(props: PasswordSectionProps) {
  const { account, action, state, passwordMin, pendingEmail } = props
  const { hasPassword, hasProvider } = account
  const t = await getTranslations('profile')
  const isFirst = !hasPassword && !hasProvider
  return (
    <Section
      title={t('passwordTitle')}
      lead={t(isFirst ? 'passwordFirst' : 'password')}
      anchor={passwordAnchor}
    >
      {hasPassword || isFirst ? (
        <ActionForm action={action} state={state}>
          <AccountName account={profileName(account)} />
          <div className="grid items-start gap-5 md:grid-cols-2">
            {hasPassword && <Password name="currentPassword" />}
            <NewPassword name="newPassword" min={passwordMin} />
          </div>
          {isFirst && pendingEmail && (
            <p>{t.rich('passwordDropsEmail', { email: shownAddress(pendingEmail.email), b: bold })}</p>
          )}
          <div>
            <SubmitButton busy={t('saving')}>{t(isFirst ? 'passwordSet' : 'passwordSend')}</SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <NoPassword account={account} />
      )}
    </Section>
  )
}
