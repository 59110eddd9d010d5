import { keepState } from '@/app/gallery/actions'
import { LinkView } from '@/components/entry/link-view'
import { LoginView } from '@/components/entry/login-view'
import { RegisterView } from '@/components/entry/register-view'
import * as form from '@/lib/dialects/forms/entry-forms'
import { pageSubject } from './page-subject'
import { address, longAddress, provider, supportEmail } from './people'
import { sentForm } from './sent-form'

export const login = pageSubject({
  name: 'login',
  path: '/login',
  View: LoginView,
  usual: { signIn: keepState, notice: null, ended: null, supportEmail, provider: null, providerFault: null },
  cases: {
    notice: {
      none: 'usual',
      verified: {},
      password_changed: {},
      signed_out: {},
      disowned: {},
      address_restored: {},
    },
    ended: {
      none: 'usual',
      password_changed: {},
      password_reset: {},
      ended_elsewhere: {},
      address_restored: {},
      too_many: {},
      expired: {},
    },
    supportEmail: { some: 'usual', none: { ended: 'expired' } },
    provider: { none: 'usual', some: { provider: provider.name } },
    providerFault: {
      none: 'usual',
      failed: { provider: provider.name },
      email_unverified: { provider: provider.name },
      unconfirmed: { provider: provider.name },
      too_many: { provider: provider.name },
      taken: { provider: provider.name },
      expired: { provider: provider.name },
    },
  },
  forms: { state: sentForm(form.signIn, { login: 'marina' }) },
})

export const register = pageSubject({
  name: 'register',
  path: '/register',
  View: RegisterView,
  usual: { register: keepState, former: null, passwordMin: 8, provider: null },
  cases: {
    former: { none: 'usual', some: { former: { email: address, username: 'marina' } } },
    provider: { none: 'usual', some: { provider: provider.name } },
  },
  forms: { state: sentForm(form.register, { email: address, username: 'marina' }) },
})

export const link = pageSubject({
  name: 'link',
  path: '/link',
  View: LinkView,
  usual: { linkAccount: keepState, provider: provider.name, email: address, mark: '' },
  cases: {},
  more: { 'long-names': { email: longAddress } },
  forms: { state: sentForm(form.linkAccount) },
})
