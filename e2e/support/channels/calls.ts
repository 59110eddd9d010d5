import type { RequestChannel } from '@/lib/channels'

/** The values of every request, by common names; each channel sends those that it has a field for. */
export interface Values {
  readonly username: string
  readonly email: string
  readonly password: string
  readonly newPassword: string
  readonly ticket: string
  readonly device: string
  /** Fields that only one channel has. */
  readonly more: Readonly<Record<string, string>>
}

export type Verb =
  | 'register'
  | 'signIn'
  | 'askForReset'
  | 'resend'
  | 'confirm'
  | 'disown'
  | 'spendReset'
  | 'changePassword'
  | 'changeEmail'

/** One request of a channel: an API path; or a page with a form, and the message key of its button. */
interface Call {
  readonly to: string
  readonly method?: 'GET' | 'PATCH' | 'PUT'
  readonly button?: string
  readonly body: (values: Values) => Readonly<Record<string, string>>
}

const named = { firstName: 'Ada', lastName: 'Lovelace' }
const email = ({ email }: Values) => ({ email })
const twice = ({ newPassword }: Values) => ({ newPassword, newPasswordRepeat: newPassword })
const byName = ({ username, password }: Values) => ({ username, password })
const byAddress = ({ email, password }: Values) => ({ email, password })
const byDevice = ({ username, password, device }: Values) => ({
  login: username,
  ...(password && { password }),
  ...(device && { device_id: device }),
})

/** The request for every action in every channel; actions that a document does not have are left out. */
export const calls: Readonly<Record<RequestChannel, Partial<Record<Verb, Call>>>> = {
  classic: {
    register: { to: '/api/classic/auth/register', body: (v) => ({ ...byName(v), ...email(v) }) },
    signIn: { to: '/api/classic/auth/login', body: byName },
    askForReset: { to: '/api/classic/auth/restore', body: email },
    changePassword: {
      to: '/api/classic/auth/edit',
      body: ({ password, newPassword }) => ({ password, new_password: newPassword }),
    },
    changeEmail: { to: '/api/classic/auth/edit', body: byAddress },
  },
  device: {
    register: { to: '/api/auth', body: byDevice },
    signIn: { to: '/api/auth', body: byDevice },
    askForReset: {
      to: '/api/password/request',
      body: ({ username }) => ({ tool: 'email', login: username }),
    },
  },
  ticket: {
    register: {
      to: '/api/ticket/auth/signup',
      body: ({ username, email, password }) => ({
        username,
        email,
        newPassword: password,
        newPasswordRepeat: password,
      }),
    },
    signIn: { to: '/api/ticket/auth/login', body: byAddress },
    askForReset: { to: '/api/ticket/auth/login/resetPassword', body: email },
    confirm: { to: '/api/ticket/auth/signup/verifyEmail', body: ({ ticket }) => ({ ticket }) },
    spendReset: {
      to: '/api/ticket/auth/login/resetPassword/confirm',
      body: (v) => ({ ticket: v.ticket, ...twice(v) }),
    },
    changePassword: {
      to: '/api/ticket/auth/changePassword',
      method: 'PATCH',
      body: (v) => ({ password: v.password, ...twice(v) }),
    },
  },
  rest: {
    register: { to: '/api/rest/auth/register', body: (v) => ({ ...byAddress(v), ...named }) },
    signIn: { to: '/api/rest/auth/login', body: byAddress },
    askForReset: { to: '/api/rest/auth/forgot-password', body: email },
    resend: { to: '/api/rest/auth/resend-verification', body: email },
    confirm: { to: '/api/rest/auth/verify-email/{ticket}', method: 'GET', body: () => ({}) },
    spendReset: {
      to: '/api/rest/auth/reset-password/{ticket}',
      body: ({ newPassword }) => ({ password: newPassword }),
    },
  },
  account: {
    changePassword: {
      to: '/api/account/password',
      method: 'PUT',
      body: ({ password, newPassword }) => ({ currentPassword: password, newPassword }),
    },
    changeEmail: {
      to: '/api/account/email',
      method: 'PUT',
      body: ({ email, password }) => ({ email, currentPassword: password }),
    },
  },
  pages: {
    register: { to: '/register', button: 'register.send', body: (v) => ({ ...byName(v), ...email(v) }) },
    signIn: {
      to: '/login',
      button: 'login.send',
      body: ({ username, password }) => ({ login: username, password }),
    },
    askForReset: { to: '/reset', button: 'reset.send', body: email },
    resend: { to: '/verify-email', button: 'verify.send', body: email },
    confirm: {
      to: '/verify-email/{ticket}',
      button: 'confirm.send',
      body: ({ ticket, password }) => ({ ticket, password }),
    },
    disown: {
      to: '/verify-email/{ticket}',
      button: 'confirm.disownSend',
      body: ({ ticket }) => ({ ticket }),
    },
    spendReset: {
      to: '/reset/{ticket}',
      button: 'newPassword.send',
      body: ({ ticket, newPassword }) => ({ ticket, newPassword }),
    },
    changePassword: {
      to: '/edit-profile',
      button: 'profile.passwordSend',
      body: ({ password, newPassword }) => ({ currentPassword: password, newPassword }),
    },
    changeEmail: {
      to: '/edit-profile',
      button: 'profile.emailSend',
      body: ({ email, password }) => ({ email, currentPassword: password }),
    },
  },
}
