import { getTranslations } from 'next-intl/server'
import { NoPassword } from '@/components/entry/no-password'
import { Field } from '@/components/fields/field'
import { Password } from '@/components/fields/password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Section } from '@/components/frame/section'
import type { FormAction, FormState } from '@/lib/form-state'
import type { ProfileAccount } from './profile-account'

interface UsernameSectionProps {
  account: ProfileAccount
  action: FormAction
  state?: FormState | undefined
}

export async function UsernameSection({ account, action, state }: UsernameSectionProps) {
  const t = await getTranslations('profile')
  const fields = await getTranslations('fields')
  return (
    <Section title={t('usernameTitle')} lead={t('username')}>
      {account.hasPassword ? (
        <ActionForm action={action} state={state}>
          <div className="grid items-start gap-5 md:grid-cols-2">
            <Field
              name="username"
              label={fields('username')}
              hint={fields('usernameHint')}
              autoComplete="username"
              defaultValue={account.username}
            />
            <Password name="currentPassword" />
          </div>
          <div>
            <SubmitButton busy={t('saving')}>{t('usernameSend')}</SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <NoPassword account={account} />
      )}
    </Section>
  )
}
