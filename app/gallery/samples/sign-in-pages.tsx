import { stay } from '@/app/gallery/actions'
import { LoginView } from '@/components/views/login-view'
import { RegisterView } from '@/components/views/register-view'
import * as form from '@/lib/dialects/form'
import { pageSubject } from './page-subject'
import { address, supportEmail } from './people'
import { sentForm } from './sent-form'

export const login = pageSubject({
  name: 'login',
  path: '/login',
  View: LoginView,
  usual: { signIn: stay, notice: null, ended: null, supportEmail },
  cases: {
    notice: {
      none: 'usual',
      verified: {},
      password_changed: {},
      signed_out: {},
      disowned: {},
      address_restored: {},
      signed_out_elsewhere: {},
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
  },
  forms: { state: sentForm(form.signIn, { login: 'marina' }) },
})

export const register = pageSubject({
  name: 'register',
  path: '/register',
  View: RegisterView,
  usual: { register: stay, former: null, passwordMin: 8 },
  cases: { former: { none: 'usual', some: { former: { email: address, username: 'marina' } } } },
  forms: { state: sentForm(form.register, { email: address, username: 'marina' }) },
})
