import { getTranslations } from 'next-intl/server'
import { AccountName } from '@/components/fields/account-name'
import { NewPassword } from '@/components/fields/new-password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { bold } from '@/components/frame/bold'
import { Card } from '@/components/frame/card'
import { Page } from '@/components/frame/page'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { shownAddress } from '@/lib/shown-address'
import { OtherAccountNotice } from './other-account-notice'

interface NewPasswordViewProps {
  chooseNewPassword: FormAction
  ticket: string
  /** What the new password does in addition. */
  also: 'nothing' | 'confirms_address' | 'restores_address'
  account: string
  email: string
  /** The signed-in account, if it is another one. */
  signedInAs: string | null
  passwordMin: number
  state?: FormState
}

const leads = {
  nothing: 'lead',
  confirms_address: 'leadVerify',
  restores_address: 'leadUndo',
} as const

/** The page of a reset link: a new password for the named account. */
export async function NewPasswordView(props: NewPasswordViewProps) {
  const { chooseNewPassword, ticket, also, account, email, signedInAs, passwordMin, state } = props
  const t = await getTranslations('newPassword')
  const values = { account: shownAddress(account), email: shownAddress(email) }
  const lead = t.rich(leads[also], { ...values, b: bold })
  const offers = {
    ticket_expired: <TextLink href="/reset">{t('askAnew')}</TextLink>,
    ticket_spent: <TextLink href="/reset">{t('askAnew')}</TextLink>,
    ticket_unknown: <TextLink href="/reset">{t('askAnew')}</TextLink>,
  }
  return (
    <Page title={t('title')} lead={lead}>
      {signedInAs && <OtherAccountNotice signedInAs={signedInAs} account={account} />}
      <Card>
        <ActionForm action={chooseNewPassword} offers={offers} state={state}>
          <input type="hidden" name="ticket" value={ticket} />
          <AccountName account={account} />
          <NewPassword name="newPassword" min={passwordMin} />
          <SubmitButton busy={t('sending')}>
            {t(also === 'restores_address' ? 'sendUndo' : 'send')}
          </SubmitButton>
        </ActionForm>
      </Card>
    </Page>
  )
}
