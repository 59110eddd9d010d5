import { getTranslations } from 'next-intl/server'
import { Field } from '@/components/fields/field'
import { SelectField } from '@/components/fields/select-field'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Section } from '@/components/frame/section'
import type { FormAction, FormState } from '@/lib/form-state'
import { fieldLimits } from '@/lib/rules'
import type { ProfileAccount } from './profile-account'

const languages = [
  { value: 'en', label: 'English', lang: 'en' },
  { value: 'ru', label: 'Русский', lang: 'ru' },
]

const textFields = [
  { name: 'firstName', autoComplete: 'given-name', maxLength: fieldLimits.nameMax },
  { name: 'lastName', autoComplete: 'family-name', maxLength: fieldLimits.nameMax },
  // No maxLength: the browser would silently cut a pasted number.
  { name: 'phone', autoComplete: 'tel', type: 'tel' },
  { name: 'region', autoComplete: 'address-level2', maxLength: fieldLimits.nameMax },
] as const

interface DetailsSectionProps {
  account: ProfileAccount
  action: FormAction
  state?: FormState | undefined
}

export async function DetailsSection({ account, action, state }: DetailsSectionProps) {
  const t = await getTranslations('profile')
  return (
    <Section title={t('detailsTitle')} lead={t('details')}>
      <ActionForm action={action} state={state}>
        <DetailsFields account={account} />
        <div>
          <SubmitButton busy={t('saving')}>{t('detailsSend')}</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

async function DetailsFields({ account }: { account: ProfileAccount }) {
  const t = await getTranslations('fields')
  const optional = t('optional')
  const genders = [
    { value: '', label: t('genderUnsaid') },
    { value: 'female', label: t('genderFemale') },
    { value: 'male', label: t('genderMale') },
  ]
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {textFields.map((field) => (
        <Field
          key={field.name}
          {...field}
          label={t(field.name)}
          optional={optional}
          defaultValue={account[field.name]}
        />
      ))}
      <SelectField
        name="gender"
        label={t('gender')}
        optional={optional}
        options={genders}
        autoComplete="sex"
        defaultValue={account.gender ?? ''}
      />
      <SelectField
        name="locale"
        label={t('locale')}
        options={languages}
        autoComplete="language"
        defaultValue={account.locale}
      />
    </div>
  )
}
