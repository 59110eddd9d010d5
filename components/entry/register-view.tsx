import { getTranslations } from 'next-intl/server'
import { Field } from '@/components/fields/field'
import { NewPassword } from '@/components/fields/new-password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Card } from '@/components/frame/card'
import { Page } from '@/components/frame/page'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { fieldLimits } from '@/lib/rules'
import { typedAddress } from '@/lib/shown-address'
import { ProviderButton } from './provider-button'

interface RegisterViewProps {
  register: FormAction
  /** The previous registration, if it is being corrected. */
  former: { email: string; username: string } | null
  passwordMin: number
  provider: string | null
  state?: FormState
}

export async function RegisterView({ register, former, passwordMin, provider, state }: RegisterViewProps) {
  const t = await getTranslations('register')
  const fields = await getTranslations('fields')
  const aside = (
    <p>
      {t('signInQuestion')}{' '}
      <TextLink href="/login" alone>
        {t('signIn')}
      </TextLink>
    </p>
  )
  const offers = { username_taken: <TextLink href="/login">{t('takenOffer')}</TextLink> }
  return (
    <Page
      title={t(former ? 'correctTitle' : 'title')}
      lead={t(former ? 'correctLead' : 'lead')}
      aside={aside}
    >
      <Card>
        <ActionForm action={register} offers={offers} state={state}>
          {former && <input type="hidden" name="corrects" value="yes" />}
          <Field
            name="email"
            label={fields('email')}
            type="email"
            autoComplete="email"
            maxLength={fieldLimits.emailMax}
            defaultValue={former && typedAddress(former.email)}
          />
          <Field
            name="username"
            label={fields('username')}
            hint={t('usernameHint')}
            optional={fields('optional')}
            autoComplete="username"
            defaultValue={former?.username ?? null}
          />
          <NewPassword name="password" min={passwordMin} />
          <SubmitButton busy={t('sending')}>{t('send')}</SubmitButton>
        </ActionForm>
        {provider && <ProviderButton provider={provider} />}
      </Card>
    </Page>
  )
}
