import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { bold } from '@/components/frame/bold'
import { PictureFrame } from '@/components/frame/picture-frame'
import type { FormAction, FormState } from '@/lib/form-state'
import { shownAddress } from '@/lib/shown-address'
import { DetailsSection } from './details-section'
import { type DeviceRow, DevicesSection } from './devices-section'
import { EmailSection, type PendingEmail } from './email-section'
import { type EventRow, EventsSection } from './events-section'
import { PasswordSection } from './password-section'
import { PictureSection } from './picture-section'
import { type ProfileAccount, profileName } from './profile-account'
import { ProfileNews, type ProfileNotice } from './profile-news'
import { ProviderSection, type ProviderSectionProps } from './provider-section'
import { type SessionRow, SessionsSection } from './sessions-section'
import { UsernameSection } from './username-section'

export interface ProfileActions {
  changeDetails: FormAction
  changeUsername: FormAction
  changeEmail: FormAction
  cancelEmailChange: FormAction
  changePassword: FormAction
  forgetDevice: FormAction
  endSession: FormAction
  endOtherSessions: FormAction
  removePicture: FormAction
  connectProvider: FormAction
  disconnectProvider: FormAction
  signOut: FormAction
}

/** Initial states of the forms, for the gallery. */
export type ProfileStates = { readonly [Form in keyof ProfileActions]?: FormState | undefined }

interface ProfileViewProps {
  account: ProfileAccount
  /** What was done before, and the other account if it was done to one. */
  notice: ProfileNotice | null
  noticeAbout: { account: string; email: string } | null
  pendingEmail: PendingEmail | null
  devices: readonly DeviceRow[]
  sessions: readonly SessionRow[]
  providers: Pick<ProviderSectionProps, 'provider' | 'identities' | 'mayConnect' | 'fault'>
  /** The history, and how many events to request to see more; null if these are all. */
  history: { events: readonly EventRow[]; next: number | null; days: number }
  passwordMin: number
  /** The result of an upload without JavaScript. */
  pictureState?: FormState | undefined
  /** Upload URL: a picture is too large for a server action. */
  pictureAddress: string
  actions: ProfileActions
  states?: ProfileStates
}

export function ProfileView(props: ProfileViewProps) {
  const { account, notice, pendingEmail, providers, passwordMin, actions, states = {} } = props
  return (
    <main id="content" className="mx-auto w-full max-w-page grow px-5 py-8 md:px-8 md:py-12">
      {notice && <ProfileNews notice={notice} about={props.noticeAbout} current={profileName(account)} />}
      <ProfileHeader account={account} signOut={actions.signOut} state={states.signOut} />
      <PictureSection
        account={account}
        address={props.pictureAddress}
        remove={actions.removePicture}
        state={props.pictureState}
        removeState={states.removePicture}
      />
      <DetailsSection account={account} action={actions.changeDetails} state={states.changeDetails} />
      <UsernameSection account={account} action={actions.changeUsername} state={states.changeUsername} />
      <EmailSection
        account={account}
        pending={pendingEmail}
        change={actions.changeEmail}
        cancel={actions.cancelEmailChange}
        changeState={states.changeEmail}
        cancelState={states.cancelEmailChange}
      />
      <PasswordSection
        account={account}
        action={actions.changePassword}
        state={states.changePassword}
        passwordMin={passwordMin}
        pendingEmail={pendingEmail}
      />
      <DevicesSection
        devices={props.devices}
        forget={actions.forgetDevice}
        state={states.forgetDevice}
        account={account}
      />
      <ProviderSection
        {...providers}
        account={account}
        connect={actions.connectProvider}
        disconnect={actions.disconnectProvider}
        connectState={states.connectProvider}
        disconnectState={states.disconnectProvider}
      />
      <SessionsSection
        sessions={props.sessions}
        end={actions.endSession}
        endOthers={actions.endOtherSessions}
        endState={states.endSession}
        endOthersState={states.endOtherSessions}
      />
      <EventsSection {...props.history} />
    </main>
  )
}

interface ProfileHeaderProps {
  account: ProfileAccount
  signOut: ProfileActions['signOut']
  state: FormState | undefined
}

async function ProfileHeader({ account, signOut, state }: ProfileHeaderProps) {
  const t = await getTranslations('profile')
  return (
    <div className="flex flex-wrap items-end justify-between gap-5 pb-8 md:pb-12">
      <div className="flex items-center gap-5">
        <PictureFrame size="title" address={account.picture} alt="" />
        <div className="grid gap-3">
          <h1 className="font-display text-title font-bold tracking-tight text-balance">{t('title')}</h1>
          <p className="text-lead text-soft">
            {t.rich('lead', { account: shownAddress(profileName(account)), b: bold })}
          </p>
        </div>
      </div>
      <ActionForm action={signOut} state={state}>
        <SubmitButton look="quiet" busy={t('signingOut')}>
          {t('signOut')}
        </SubmitButton>
      </ActionForm>
    </div>
  )
}
