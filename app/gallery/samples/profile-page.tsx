import type { ComponentProps } from 'react'
import { stay } from '@/app/gallery/actions'
import type { DeviceRow } from '@/components/views/devices-section'
import type { PendingEmail } from '@/components/views/email-section'
import type { ProfileAccount } from '@/components/views/profile-account'
import { type ProfileActions, type ProfileStates, ProfileView } from '@/components/views/profile-view'
import type { SessionRow } from '@/components/views/sessions-section'
import * as form from '@/lib/dialects/form'
import type { FormState } from '@/lib/form-state'
import { everyEvent, someHistory } from './history'
import { pageSubject } from './page-subject'
import { address, longAddress, longUsername, marina, newAddress, someDevices, someSessions } from './people'
import { sentForm } from './sent-form'

const actions: ProfileActions = {
  changeDetails: stay,
  changeUsername: stay,
  changeEmail: stay,
  cancelEmailChange: stay,
  changePassword: stay,
  endSession: stay,
  endOtherSessions: stay,
  removePicture: stay,
  forgetDevice: stay,
  signOut: stay,
}

interface ProfileProps extends ProfileAccount, ProfileStates {
  pendingEmail: PendingEmail | null
  devices: readonly DeviceRow[]
  sessions: () => readonly SessionRow[]
  history: ComponentProps<typeof ProfileView>['history']
  pictureState?: FormState
}

/** The account, the forms' states and the lists in one, so that each value of each has its entry. */
function Profile({ pendingEmail, devices, sessions, history, pictureState, ...rest }: ProfileProps) {
  return (
    <ProfileView
      account={rest}
      states={rest}
      pendingEmail={pendingEmail}
      devices={devices}
      sessions={sessions()}
      history={history}
      pictureState={pictureState}
      passwordMin={8}
      pictureAddress="/gallery"
      actions={actions}
    />
  )
}

const details = {
  firstName: 'Марина',
  lastName: 'Orlova',
  phone: '020 7946',
  gender: 'female',
  region: 'Łódź',
  locale: 'en',
}
const nothingGiven = {
  firstName: null,
  lastName: null,
  phone: null,
  gender: null,
  region: null,
} as const
const pendingEmail = { email: newAddress, expiresAt: new Date('2026-11-15T18:05:00Z') }

export const profile = pageSubject<ProfileProps>({
  name: 'edit-profile',
  path: '/edit-profile',
  View: Profile,
  views: [ProfileView],
  usual: {
    ...marina,
    pendingEmail: null,
    devices: someDevices,
    sessions: someSessions,
    history: someHistory,
  },
  cases: {
    username: { some: 'usual', none: {} },
    email: { some: 'usual', none: { emailVerified: false } },
    emailVerified: { true: 'usual', false: {} },
    firstName: { some: 'usual', none: 'nothing-given' },
    lastName: { some: 'usual', none: 'nothing-given' },
    phone: { some: 'usual', none: 'nothing-given' },
    region: { some: 'usual', none: 'nothing-given' },
    gender: { female: 'usual', male: {}, none: 'nothing-given' },
    hasPassword: { true: 'usual', false: {} },
    pictureId: { none: 'usual', some: { pictureId: 'chosen', picture: '/avatars/default-4-2d.png' } },
    pendingEmail: { none: 'usual', some: { pendingEmail } },
  },
  more: {
    'nothing-given': nothingGiven,
    'every-event': { history: everyEvent },
    'no-event': { history: { ...someHistory, events: [], next: null } },
    'no-device': { devices: [] },
    'only-this-session': { sessions: () => someSessions().slice(0, 1) },
    'long-names': {
      username: longUsername,
      email: longAddress,
      firstName: longUsername.repeat(2),
      pendingEmail: { ...pendingEmail, email: longAddress },
    },
  },
  forms: {
    changeDetails: sentForm(form.changeDetails, details, {}),
    changeUsername: sentForm(form.changeUsername, { username: 'marina o' }, { username: 'marina' }),
    changeEmail: sentForm(form.changeEmail, { email: address }, { email: newAddress }),
    cancelEmailChange: sentForm(form.cancelEmailChange, {}, {}),
    changePassword: sentForm(form.changePassword, {}, {}),
    pictureState: sentForm(form.setPicture, {}, {}),
    removePicture: sentForm(form.removePicture, {}, {}),
    forgetDevice: sentForm(form.forgetDevice, {}, {}),
    endSession: sentForm(form.endSession, {}, {}),
    endOtherSessions: sentForm(form.endOtherSessions, {}, {}),
    signOut: sentForm(form.signOut),
  },
})
