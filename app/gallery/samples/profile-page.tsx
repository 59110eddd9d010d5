import type { ComponentProps } from 'react'
import { keepState } from '@/app/gallery/actions'
import type { ProviderFault } from '@/components/entry/provider-button'
import type { DeviceRow } from '@/components/profile/devices-section'
import type { PendingEmail } from '@/components/profile/email-section'
import type { ProfileAccount } from '@/components/profile/profile-account'
import { type ProfileActions, type ProfileStates, ProfileView } from '@/components/profile/profile-view'
import type { IdentityRow } from '@/components/profile/provider-section'
import type { SessionRow } from '@/components/profile/sessions-section'
import * as form from '@/lib/dialects/forms/profile-forms'
import type { FormState } from '@/lib/form-state'
import { everyEvent, someHistory } from './history'
import { pageSubject } from './page-subject'
import {
  address,
  longAddress,
  longUsername,
  lookAlikeAddress,
  marina,
  newAddress,
  ownScriptAddress,
  provider,
  someDevices,
  someSessions,
} from './people'
import { sentForm } from './sent-form'

const actions: ProfileActions = {
  changeDetails: keepState,
  changeUsername: keepState,
  changeEmail: keepState,
  cancelEmailChange: keepState,
  changePassword: keepState,
  endSession: keepState,
  endOtherSessions: keepState,
  removePicture: keepState,
  connectProvider: keepState,
  disconnectProvider: keepState,
  forgetDevice: keepState,
  signOut: keepState,
}

type ProfileViewProps = ComponentProps<typeof ProfileView>

interface ProfileProps extends ProfileAccount, ProfileStates {
  notice: ProfileViewProps['notice']
  pendingEmail: PendingEmail | null
  devices: readonly DeviceRow[]
  sessions: () => readonly SessionRow[]
  history: ProfileViewProps['history']
  identities: readonly IdentityRow[]
  mayConnect: boolean
  providerFault: ProviderFault | null
  pictureState?: FormState
}

/** Flat props, so that each value of each gets its entry. */
function Profile({ notice, pendingEmail, devices, sessions, history, pictureState, ...rest }: ProfileProps) {
  const { identities, mayConnect, providerFault: fault } = rest
  return (
    <ProfileView
      account={rest}
      states={rest}
      notice={notice}
      noticeAbout={{ account: 'lovelace', email: newAddress }}
      pendingEmail={pendingEmail}
      devices={devices}
      sessions={sessions()}
      providers={{ provider, identities, mayConnect, fault }}
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
const emptyDetails = {
  firstName: null,
  lastName: null,
  phone: null,
  gender: null,
  region: null,
} as const
const identity: IdentityRow = {
  issuer: provider.issuer,
  provider: provider.name,
  email: 'marina@northwind.example',
  connectedAt: new Date('2026-10-02T12:00:00Z'),
}
const pendingEmail = { email: newAddress, expiresAt: new Date('2026-11-15T18:05:00Z') }

const chosenPicture = { pictureId: 'chosen', picture: '/avatars/default-4.png' }

// One provider connected and another not: both forms are shown.
const identities = [{ ...identity, issuer: 'https://former.example', provider: 'Former ID' }]

/** Shows a success message together with the change. */
const changedBy: Readonly<Record<string, Partial<ProfileProps>>> = {
  email_change_asked: { pendingEmail },
  picture_saved: chosenPicture,
  provider_ready: { mayConnect: true },
}

export const profile = pageSubject<ProfileProps>({
  name: 'edit-profile',
  path: '/edit-profile',
  View: Profile,
  views: [ProfileView],
  usual: {
    ...marina,
    notice: null,
    pendingEmail: null,
    devices: someDevices,
    sessions: someSessions,
    history: someHistory,
    identities: [],
    mayConnect: false,
    providerFault: null,
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
    hasProvider: { false: 'usual', true: 'last-way-in' },
    pictureId: { none: 'usual', some: chosenPicture },
    pendingEmail: { none: 'usual', some: { pendingEmail } },
    notice: {
      none: 'usual',
      own_verified: {},
      disowned: {},
      other_verified: {},
      other_password_changed: {},
      other_address_restored: {},
    },
    mayConnect: { false: 'usual', true: {} },
    providerFault: {
      none: 'usual',
      failed: {},
      email_unverified: {},
      unconfirmed: {},
      too_many: {},
      taken: {},
      expired: {},
    },
  },
  more: {
    'nothing-given': emptyDetails,
    'every-event': { history: everyEvent },
    'no-event': { history: { ...someHistory, events: [], next: null } },
    'no-device': { devices: [] },
    connected: { identities: [identity] },
    'last-way-in': {
      identities: [{ ...identity, email: null }],
      hasPassword: false,
      hasProvider: true,
    },
    'only-username': { hasPassword: false, email: null, emailVerified: false },
    'only-address': { hasPassword: false, username: null, emailVerified: false },
    'first-address': { hasPassword: false, email: null, emailVerified: false, pendingEmail },
    'only-this-session': { sessions: () => someSessions().slice(0, 1) },
    'other-scripts': {
      username: null,
      email: lookAlikeAddress,
      firstName: 'علی‌رضا',
      pendingEmail: { ...pendingEmail, email: ownScriptAddress },
    },
    'long-names': {
      username: longUsername,
      email: longAddress,
      firstName: longUsername.repeat(2),
      pendingEmail: { ...pendingEmail, email: longAddress },
    },
  },
  whenSent: (answer) => ({ identities, ...changedBy[answer] }),
  forms: {
    changeDetails: sentForm(form.changeDetails, details, { hasNewLocale: false }),
    changeUsername: sentForm(form.changeUsername, { username: 'marina o' }, { username: 'marina' }),
    changeEmail: sentForm(form.changeEmail, { email: address }, { email: newAddress }),
    cancelEmailChange: sentForm(form.cancelEmailChange, {}, {}),
    changePassword: sentForm(form.changePassword, { currentPassword: '' }, {}, [{}]),
    pictureState: sentForm(form.setPicture, {}, {}),
    removePicture: sentForm(form.removePicture, {}, {}),
    forgetDevice: sentForm(form.forgetDevice, {}, {}),
    connectProvider: sentForm(form.connectProvider, {}, {}),
    disconnectProvider: sentForm(form.disconnectProvider, {}, {}),
    endSession: sentForm(form.endSession, {}, {}),
    endOtherSessions: sentForm(form.endOtherSessions, {}, {}),
    signOut: sentForm(form.signOut),
  },
})
