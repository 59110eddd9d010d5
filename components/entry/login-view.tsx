import { getTranslations } from 'next-intl/server'
import { Field } from '@/components/fields/field'
import { Password } from '@/components/fields/password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Card } from '@/components/frame/card'
import { Notice } from '@/components/frame/notice'
import { Page } from '@/components/frame/page'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { fieldLimits } from '@/lib/rules'
import { EndedNotice, type EndedReason } from './ended-notice'
import { ProviderButton, type ProviderFault, ProviderNotice } from './provider-button'

/** What the previous page did. A query parameter names it. */
export const loginNotices = [
  'verified',
  'password_changed',
  'signed_out',
  'disowned',
  'address_restored',
] as const
type LoginNotice = (typeof loginNotices)[number]

interface LoginViewProps {
  signIn: FormAction
  notice: LoginNotice | null
  /** Why the last session ended, unless the user signed out. */
  ended: EndedReason | null
  supportEmail: string | null
  /** The name of the other provider, and why signing in with it failed. */
  provider: string | null
  providerFault: ProviderFault | null
  state?: FormState
}

export async function LoginView(props: LoginViewProps) {
  const { signIn, notice, ended, supportEmail, provider, providerFault, state } = props
  const t = await getTranslations('login')
  const notices = await getTranslations('notices')
  const aside = (
    <p>
      {t('registerQuestion')}{' '}
      <TextLink href="/register" alone>
        {t('register')}
      </TextLink>
    </p>
  )
  return (
    <Page title={t('title')} lead={t('lead')} aside={aside}>
      {notice && <Notice tone="done">{notices(notice)}</Notice>}
      {provider && providerFault && <ProviderNotice provider={provider} fault={providerFault} />}
      {ended && !notice && <EndedNotice reason={ended} supportEmail={supportEmail} />}
      <Card>
        <LoginForm signIn={signIn} state={state} />
        {provider && <ProviderButton provider={provider} />}
      </Card>
    </Page>
  )
}

async function LoginForm({ signIn, state }: { signIn: FormAction; state: FormState | undefined }) {
  const t = await getTranslations('login')
  const fields = await getTranslations('fields')
  const offers = {
    wrong_credentials: <TextLink href="/reset">{t('resetOffer')}</TextLink>,
    // A reset makes this network known, so the owner gets spare attempts.
    too_many_requests: <TextLink href="/reset">{t('limitOffer')}</TextLink>,
    email_not_verified: <TextLink href="/verify-email">{t('verifyOffer')}</TextLink>,
  }
  return (
    <ActionForm action={signIn} offers={offers} state={state}>
      <Field name="login" label={fields('login')} autoComplete="username" maxLength={fieldLimits.emailMax} />
      <Password name="password" />
      <SubmitButton busy={t('sending')}>{t('send')}</SubmitButton>
      <p>
        <TextLink href="/reset" alone>
          {t('forgot')}
        </TextLink>
      </p>
    </ActionForm>
  )
}
