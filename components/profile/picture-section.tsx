import { getTranslations } from 'next-intl/server'
import { PictureField } from '@/components/fields/picture-field'
import { ActionForm } from '@/components/form/action-form'
import { commonTexts } from '@/components/form/common-texts'
import { SubmitButton } from '@/components/form/submit-button'
import { UploadForm } from '@/components/form/upload-form'
import { Section } from '@/components/frame/section'
import type { FormAction, FormState } from '@/lib/form-state'
import { pictureSizes } from '@/lib/picture-rules'
import type { ProfileAccount } from './profile-account'

interface PictureSectionProps {
  account: ProfileAccount
  address: string
  remove: FormAction
  /** The result of an upload without JavaScript, or a gallery state. */
  state?: FormState | undefined
  removeState?: FormState | undefined
}

export async function PictureSection({ account, address, remove, state, removeState }: PictureSectionProps) {
  const t = await getTranslations('profile')
  const hasPicture = account.pictureId !== null
  return (
    <Section title={t('pictureTitle')} lead={t('picture')}>
      <PictureForm account={account} address={address} state={state} />
      {/* The form stays after the picture is removed, so that its message is still shown. */}
      <ActionForm action={remove} isSuccessStale={hasPicture} state={removeState}>
        {hasPicture && (
          <div>
            <SubmitButton look="danger" busy={t('pictureRemoving')}>
              {t('pictureRemove')}
            </SubmitButton>
          </div>
        )}
      </ActionForm>
    </Section>
  )
}

async function PictureForm({
  account,
  address,
  state,
}: Pick<PictureSectionProps, 'account' | 'address' | 'state'>) {
  const t = await getTranslations('profile')
  const fault = await getTranslations('faults')
  const { connectionErrors, offers } = await commonTexts()
  const faults = {
    picture_too_large: fault('picture_too_large', pictureSizes),
    picture_unreadable: fault('picture_unreadable'),
    picture_too_small: fault('picture_too_small', pictureSizes),
    picture_too_many_pixels: fault('picture_too_many_pixels', pictureSizes),
  }
  return (
    <UploadForm
      address={address}
      field="picture"
      faults={faults}
      errorTexts={connectionErrors}
      offers={offers}
      isSuccessStale={account.pictureId === null}
      state={state}
    >
      <PictureField
        name="picture"
        label={t('pictureNew')}
        hint={t('pictureHint', pictureSizes)}
        picture={account.picture}
        faults={faults}
        texts={{ now: t('pictureAlt'), preview: t('picturePreview'), unsaved: t('pictureUnsaved') }}
      />
      <div>
        <SubmitButton busy={t('pictureSending')}>{t('pictureSend')}</SubmitButton>
      </div>
    </UploadForm>
  )
}
