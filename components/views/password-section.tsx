import { getTranslations } from 'next-intl/server'
import { AccountName } from '@/components/form/account-name'
import { ActionForm } from '@/components/form/action-form'
import { NewPassword } from '@/components/form/new-password'
import { Password } from '@/components/form/password'
import { SubmitButton } from '@/components/form/submit-button'
import { Section } from '@/components/frame/section'
import type { FormAction, FormState } from '@/lib/form-state'
import { NoPassword } from './no-password'
import { type ProfileAccount, profileName } from './profile-account'

interface PasswordSectionProps {
  account: ProfileAccount
  action: FormAction
  state?: FormState | undefined
  passwordMin: number
}

/** A new password for the old one. */
export async function PasswordSection({ account, action, state, passwordMin }: PasswordSectionProps) {
  const t = await getTranslations('profile')
  return (
    <Section title={t('passwordTitle')} lead={t('password')}>
      {account.hasPassword ? (
        <ActionForm action={action} state={state}>
          <AccountName account={profileName(account)} />
          <div className="grid items-start gap-5 md:grid-cols-2">
            <Password name="currentPassword" />
            <NewPassword name="newPassword" min={passwordMin} />
          </div>
          <div>
            <SubmitButton busy={t('saving')}>{t('passwordSend')}</SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <NoPassword />
      )}
    </Section>
  )
}
