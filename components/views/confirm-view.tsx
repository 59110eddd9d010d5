import { getTranslations } from 'next-intl/server'
import { AccountName } from '@/components/form/account-name'
import { ActionForm } from '@/components/form/action-form'
import { Password } from '@/components/form/password'
import { SubmitButton } from '@/components/form/submit-button'
import { Card } from '@/components/frame/card'
import { Page } from '@/components/frame/page'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { bold } from './bold'

interface ConfirmViewProps {
  confirmEmail: FormAction
  disownEmail: FormAction
  ticket: string
  account: string
  email: string
  /** The account has an address and is to get this one instead. */
  isChange: boolean
  needsPassword: boolean
  /** Whether this link may also choose a new password. */
  canReset: boolean
  state?: FormState
  disownState?: FormState
}

/** Where a verification link leads: confirm the address, or say that it is a stranger's doing. */
export async function ConfirmView(props: ConfirmViewProps) {
  const { ticket, account, email, isChange, disownEmail, disownState } = props
  const t = await getTranslations('confirm')
  const lead = t.rich(isChange ? 'leadChange' : 'lead', { account, email, b: bold })
  return (
    <Page title={t('title')} lead={lead}>
      <Card>
        <ConfirmForm {...props} />
      </Card>
      <section aria-labelledby="disown" className="grid gap-3 px-5 md:px-9">
        <h2 id="disown" className="font-display text-section font-bold tracking-tight">
          {t('disownTitle')}
        </h2>
        <p className="text-soft">{t('disown')}</p>
        <ActionForm action={disownEmail} state={disownState}>
          <input type="hidden" name="ticket" value={ticket} />
          <div>
            <SubmitButton look="danger" busy={t('disownSending')}>
              {t('disownSend')}
            </SubmitButton>
          </div>
        </ActionForm>
      </section>
    </Page>
  )
}

async function ConfirmForm(props: ConfirmViewProps) {
  const { confirmEmail, ticket, account, isChange, needsPassword, canReset, state } = props
  const t = await getTranslations('confirm')
  const again = <TextLink href="/verify-email">{t('askAnew')}</TextLink>
  const offers = {
    ticket_expired: again,
    ticket_spent: again,
    ticket_unknown: again,
    username_taken: <TextLink href="/register">{t('registerAnew')}</TextLink>,
    email_taken: <TextLink href="/login">{t('signIn')}</TextLink>,
  }
  return (
    <ActionForm action={confirmEmail} offers={offers} state={state}>
      <input type="hidden" name="ticket" value={ticket} />
      {needsPassword && (
        <>
          <AccountName account={account} />
          <Password name="password" hint={t(isChange ? 'passwordHintChange' : 'passwordHint')} />
        </>
      )}
      <SubmitButton busy={t('sending')}>{t('send')}</SubmitButton>
      {needsPassword && canReset && (
        <p>
          <TextLink href={`/reset/${encodeURIComponent(ticket)}`} alone>
            {t('forgot')}
          </TextLink>
        </p>
      )}
    </ActionForm>
  )
}
