import type { RequestChannel } from '@/lib/channels'

/** The values of every request, by common names; each channel sends those that it has a field for. */
export interface RequestValues {
  readonly username: string
  readonly email: string
  readonly password: string
  readonly newPassword: string
  readonly ticket: string
  readonly device: string
  /** Fields that only one channel has. */
  readonly more: Readonly<Record<string, string>>
}

export type Operation =
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
interface ChannelRequest {
  readonly path: string
  readonly method?: 'GET' | 'PATCH' | 'PUT'
  readonly button?: string
  readonly body: (values: RequestValues) => Readonly<Record<string, string>>
}

const fullName = { firstName: 'Ada', lastName: 'Lovelace' }
const email = ({ email }: RequestValues) => ({ email })
const twice = ({ newPassword }: RequestValues) => ({ newPassword, newPasswordRepeat: newPassword })
const byName = ({ username, password }: RequestValues) => ({ username, password })
const byAddress = ({ email, password }: RequestValues) => ({ email, password })
const byDevice = ({ username, password, device }: RequestValues) => ({
  login: username,
  ...(password && { password }),
  ...(device && { device_id: device }),
})

/** The request for every operation in every channel; operations that a document does not have are left out. */
export const channelRequests: Readonly<Record<RequestChannel, Partial<Record<Operation, ChannelRequest>>>> = {
  classic: {
    register: { path: '/api/classic/auth/register', body: (v) => ({ ...byName(v), ...email(v) }) },
    signIn: { path: '/api/classic/auth/login', body: byName },
    askForReset: { path: '/api/classic/auth/restore', body: email },
    changePassword: {
      path: '/api/classic/auth/edit',
      body: ({ password, newPassword }) => ({ password, new_password: newPassword }),
    },
    changeEmail: { path: '/api/classic/auth/edit', body: byAddress },
  },
  device: {
    register: { path: '/api/auth', body: byDevice },
    signIn: { path: '/api/auth', body: byDevice },
    askForReset: {
      path: '/api/password/request',
      body: ({ username }) => ({ tool: 'email', login: username }),
    },
  },
  ticket: {
    register: {
      path: '/api/ticket/auth/signup',
      body: ({ username, email, password }) => ({
        username,
        email,
        newPassword: password,
        newPasswordRepeat: password,
      }),
    },
    signIn: { path: '/api/ticket/auth/login', body: byAddress },
    askForReset: { path: '/api/ticket/auth/login/resetPassword', body: email },
    confirm: { path: '/api/ticket/auth/signup/verifyEmail', body: ({ ticket }) => ({ ticket }) },
    spendReset: {
      path: '/api/ticket/auth/login/resetPassword/confirm',
      body: (v) => ({ ticket: v.ticket, ...twice(v) }),
    },
    changePassword: {
      path: '/api/ticket/auth/changePassword',
      method: 'PATCH',
      body: (v) => ({ password: v.password, ...twice(v) }),
    },
  },
  rest: {
    register: { path: '/api/rest/auth/register', body: (v) => ({ ...byAddress(v), ...fullName }) },
    signIn: { path: '/api/rest/auth/login', body: byAddress },
    askForReset: { path: '/api/rest/auth/forgot-password', body: email },
    resend: { path: '/api/rest/auth/resend-verification', body: email },
    confirm: { path: '/api/rest/auth/verify-email/{ticket}', method: 'GET', body: () => ({}) },
    spendReset: {
      path: '/api/rest/auth/reset-password/{ticket}',
      body: ({ newPassword }) => ({ password: newPassword }),
    },
  },
  account: {
    changePassword: {
      path: '/api/account/password',
      method: 'PUT',
      body: ({ password, newPassword }) => ({ currentPassword: password, newPassword }),
    },
    changeEmail: {
      path: '/api/account/email',
      method: 'PUT',
      body: ({ email, password }) => ({ email, currentPassword: password }),
    },
  },
  pages: {
    register: { path: '/register', button: 'register.send', body: (v) => ({ ...byName(v), ...email(v) }) },
    signIn: {
      path: '/login',
      button: 'login.send',
      body: ({ username, password }) => ({ login: username, password }),
    },
    askForReset: { path: '/reset', button: 'reset.send', body: email },
    resend: { path: '/verify-email', button: 'verify.send', body: email },
    confirm: {
      path: '/verify-email/{ticket}',
      button: 'confirm.send',
      body: ({ ticket, password }) => ({ ticket, password }),
    },
    disown: {
      path: '/verify-email/{ticket}',
      button: 'confirm.disownSend',
      body: ({ ticket }) => ({ ticket }),
    },
    spendReset: {
      path: '/reset/{ticket}',
      button: 'newPassword.send',
      body: ({ ticket, newPassword }) => ({ ticket, newPassword }),
    },
    changePassword: {
      path: '/edit-profile',
      button: 'profile.passwordSend',
      body: ({ password, newPassword }) => ({ currentPassword: password, newPassword }),
    },
    changeEmail: {
      path: '/edit-profile',
      button: 'profile.emailSend',
      body: ({ email, password }) => ({ email, currentPassword: password }),
    },
  },
}
