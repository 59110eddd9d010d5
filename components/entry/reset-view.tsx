import { getTranslations } from 'next-intl/server'
import { Field } from '@/components/fields/field'
import { KeptField } from '@/components/fields/kept-field'
import { ActionForm } from '@/components/form/action-form'
import { ResendButton } from '@/components/form/resend-button'
import { SubmitButton } from '@/components/form/submit-button'
import { WhenDone } from '@/components/form/when-done'
import { Card } from '@/components/frame/card'
import { Page } from '@/components/frame/page'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { fieldLimits } from '@/lib/rules'

interface ResetViewProps {
  askForReset: FormAction
  resendSeconds: number
  state?: FormState
}

export async function ResetView({ askForReset, resendSeconds, state }: ResetViewProps) {
  const t = await getTranslations('reset')
  const fields = await getTranslations('fields')
  const send = <SubmitButton busy={t('sending')}>{t('send')}</SubmitButton>
  const again = (
    <>
      <p>{t('sentHint')}</p>
      <ResendButton label={t('again')} busy={t('sending')} waitSeconds={resendSeconds} leftSeconds={0} />
      <p>
        <TextLink href="/reset" alone>
          {t('otherAddress')}
        </TextLink>
      </p>
    </>
  )
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      aside={
        <TextLink href="/login" alone>
          {t('back')}
        </TextLink>
      }
    >
      <Card>
        <ActionForm action={askForReset} state={state}>
          <KeptField name="email">
            <Field
              name="email"
              label={fields('email')}
              type="email"
              autoComplete="email"
              maxLength={fieldLimits.emailMax}
            />
          </KeptField>
          <WhenDone before={send} after={again} />
        </ActionForm>
      </Card>
    </Page>
  )
}
