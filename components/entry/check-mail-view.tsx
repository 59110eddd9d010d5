import { getTranslations } from 'next-intl/server'
import { Field } from '@/components/fields/field'
import { ActionForm } from '@/components/form/action-form'
import { ResendButton } from '@/components/form/resend-button'
import { bold } from '@/components/frame/bold'
import { Card } from '@/components/frame/card'
import { Notice } from '@/components/frame/notice'
import { Page } from '@/components/frame/page'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { fieldLimits } from '@/lib/rules'
import { shownAddress } from '@/lib/shown-address'

interface CheckMailViewProps {
  resendVerification: FormAction
  /** Where the mail was sent, if this browser requested it. */
  address: string | null
  isInboxOpen: boolean
  /** How long the server refuses another mail after one was sent, and how much of that is left. */
  resendSeconds: number
  leftSeconds: number
  /** This browser registered the address and may register another one instead. */
  canCorrect: boolean
  state?: FormState
}

/** "Check your email": after registration, or to send the mail again. */
export async function CheckMailView(props: CheckMailViewProps) {
  const { address, isInboxOpen, canCorrect } = props
  const t = await getTranslations('verify')
  const aside = (
    <>
      {canCorrect && (
        <TextLink href="/register?from=verify-email" alone>
          {t('wrongAddress')}
        </TextLink>
      )}
      {address && !canCorrect && (
        <TextLink href="/verify-email?other" alone>
          {t('otherAddress')}
        </TextLink>
      )}
      <TextLink href="/login" alone>
        {t('signIn')}
      </TextLink>
    </>
  )
  const lead = address
    ? t.rich(canCorrect ? 'leadKnown' : 'leadAsked', { email: shownAddress(address), b: bold })
    : t('leadUnknown')
  return (
    <Page title={t('title')} lead={lead} aside={aside}>
      {isInboxOpen && (
        <Notice tone="warning" title={t('inboxTitle')}>
          <p>
            {t('inbox')} <TextLink href="/inbox">{t('inboxLink')}</TextLink>
          </p>
        </Notice>
      )}
      <Card>
        <ResendForm {...props} />
      </Card>
    </Page>
  )
}

async function ResendForm(props: CheckMailViewProps) {
  const { resendVerification, address, resendSeconds, leftSeconds, state } = props
  const t = await getTranslations('verify')
  const fields = await getTranslations('fields')
  return (
    <ActionForm action={resendVerification} state={state}>
      <p>{t('hint')}</p>
      {address ? (
        <input type="hidden" name="email" value={address} />
      ) : (
        <Field
          name="email"
          label={fields('email')}
          type="email"
          autoComplete="email"
          maxLength={fieldLimits.emailMax}
        />
      )}
      <ResendButton
        label={t('send')}
        busy={t('sending')}
        waitSeconds={resendSeconds}
        leftSeconds={leftSeconds}
      />
    </ActionForm>
  )
}
