import { getTranslations } from 'next-intl/server'
import { AccountName } from '@/components/fields/account-name'
import { Password } from '@/components/fields/password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { bold } from '@/components/frame/bold'
import { Card } from '@/components/frame/card'
import { Page } from '@/components/frame/page'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { shownAddress } from '@/lib/shown-address'

interface LinkViewProps {
  linkAccount: FormAction
  provider: string
  email: string
  /** Identifies the provider's identity that this page is about. */
  mark: string
  state?: FormState
}

/** Asks for the password of the account with this address before the provider is connected to it. */
export async function LinkView({ linkAccount, provider, email, mark, state }: LinkViewProps) {
  const t = await getTranslations('provider')
  const again = <TextLink href="/login">{t('linkOther')}</TextLink>
  return (
    <Page
      title={t('linkTitle')}
      lead={t.rich('linkLead', { email: shownAddress(email), provider, b: bold })}
      aside={<p>{again}</p>}
    >
      <Card>
        <ActionForm
          action={linkAccount}
          offers={{ link_expired: again, identity_taken: again }}
          state={state}
        >
          <input type="hidden" name="mark" value={mark} />
          <AccountName account={email} />
          <Password name="password" />
          <SubmitButton busy={t('linkSending')}>{t('linkSend')}</SubmitButton>
          <p>
            <TextLink href="/reset">{t('linkForgot')}</TextLink>
          </p>
        </ActionForm>
      </Card>
    </Page>
  )
}
