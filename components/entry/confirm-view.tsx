import { getTranslations } from 'next-intl/server'
import { AccountName } from '@/components/fields/account-name'
import { Password } from '@/components/fields/password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { bold } from '@/components/frame/bold'
import { ButtonLink } from '@/components/frame/button-link'
import { Card } from '@/components/frame/card'
import { Page } from '@/components/frame/page'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { shownAddress } from '@/lib/shown-address'
import { OtherAccountNotice } from './other-account-notice'

/** What is needed besides the link: nothing, the password, or a new password if the account has none. */
type ConfirmProof = 'none' | 'password' | 'new_password'

interface ConfirmViewProps {
  confirmEmail: FormAction
  disownEmail: FormAction
  ticket: string
  account: string
  email: string
  /** The signed-in account, if it is another one. */
  signedInAs: string | null
  /** The account already has an address, which this one replaces. */
  isChange: boolean
  proof: ConfirmProof
  canReset: boolean
  state?: FormState
  disownState?: FormState
}

/** The page of a verification link: confirm the address, or say "This isn't me". */
export async function ConfirmView(props: ConfirmViewProps) {
  const { ticket, account, email, signedInAs, isChange, proof, disownEmail, disownState } = props
  const t = await getTranslations('confirm')
  const values = { account: shownAddress(account), email: shownAddress(email) }
  const lead = t.rich(isChange ? 'leadChange' : 'lead', { ...values, b: bold })
  return (
    <Page title={t('title')} lead={lead}>
      {signedInAs && <OtherAccountNotice signedInAs={signedInAs} account={account} />}
      <Card>
        {proof === 'new_password' ? <ChoosePassword ticket={ticket} /> : <ConfirmForm {...props} />}
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

/** A new password ends all sessions and devices that someone else may have added with this address. */
async function ChoosePassword({ ticket }: Pick<ConfirmViewProps, 'ticket'>) {
  const t = await getTranslations('confirm')
  return (
    <div className="grid justify-items-start gap-5">
      <p>{t('noPassword')}</p>
      <ButtonLink href={resetPath(ticket)}>{t('choosePassword')}</ButtonLink>
    </div>
  )
}

function resetPath(ticket: string): string {
  return `/reset/${encodeURIComponent(ticket)}`
}

async function ConfirmForm(props: ConfirmViewProps) {
  const { confirmEmail, ticket, account, isChange, proof, canReset, state } = props
  const asksPassword = proof === 'password'
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
      {asksPassword && (
        <>
          <AccountName account={account} />
          <Password name="password" hint={t(isChange ? 'passwordHintChange' : 'passwordHint')} />
        </>
      )}
      <SubmitButton busy={t('sending')}>{t('send')}</SubmitButton>
      {asksPassword && (canReset || !isChange) && (
        <p>
          <TextLink href={canReset ? resetPath(ticket) : '/reset'} alone>
            {t('forgot')}
          </TextLink>
        </p>
      )}
    </ActionForm>
  )
}
