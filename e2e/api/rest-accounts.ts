import { somebody } from '@/e2e/support/clients/rest-api'
import { type Row, refused } from './rest-row'
import { said } from './rest-words'

export const registering: Row[] = [
  { name: 'a new address', to: 'register', send: () => somebody(), status: 201, says: said.registered },
  {
    name: 'a taken address answers like a new one',
    to: 'register',
    send: async ({ rest }) => somebody({ email: (await rest.register()).email }),
    status: 201,
    says: said.registered,
  },
  {
    name: 'a password of six characters is enough',
    to: 'register',
    send: () => somebody({ password: 'q7#Zk!' }),
    status: 201,
    says: said.registered,
  },
  refused(
    'nothing given: every field is named',
    'register',
    {},
    {
      email: said.noEmail,
      password: said.noPassword,
      firstName: said.firstName,
      lastName: said.lastName,
    },
  ),
  refused('no body at all', 'register', '', {
    email: said.noEmail,
    password: said.noPassword,
    firstName: said.firstName,
    lastName: said.lastName,
  }),
  refused(
    'empty texts',
    'register',
    { email: '', password: '', firstName: '', lastName: '' },
    {
      email: said.noEmail,
      firstName: said.firstName,
      lastName: said.lastName,
      password: said.noPassword,
    },
  ),
  refused('null for a name', 'register', { ...somebody(), firstName: null }, { firstName: said.firstName }),
  refused('no address', 'register', somebody({ email: 'ivan' }), { email: said.badEmail }),
  refused('two addresses in one', 'register', somebody({ email: 'v@x.test,a@evil.test' }), {
    email: said.badEmail,
  }),
  refused('a password of five characters', 'register', somebody({ password: 'q7#Zk' }), {
    password: said.short,
  }),
  refused('a password of 257 characters', 'register', somebody({ password: `${'q7#Z'.repeat(64)}!` }), {
    password: said.long,
  }),
  refused('a common password', 'register', somebody({ password: 'Password1' }), { password: said.common }),
  refused('the address as password', 'register', somebody({ email: 'i@x.test', password: 'I@x.test' }), {
    password: said.isLogin,
  }),
  refused('a link for a name', 'register', somebody({ firstName: 'Pay at http://evil.test' }), {
    firstName: said.firstName,
  }),
  refused('a line break in a name', 'register', somebody({ lastName: 'P\r\nBcc: a@evil.test' }), {
    lastName: said.lastName,
  }),
  refused('a name of 65 characters', 'register', somebody({ lastName: 'П'.repeat(65) }), {
    lastName: said.lastName,
  }),
  refused('broken JSON', 'register', '{"email":', {}),
  refused('true for a text', 'register', { ...somebody(), password: true }, {}),
]

export const signingIn: Row[] = [
  {
    name: 'nobody has the address',
    to: 'login',
    send: () => somebody(),
    status: 401,
    says: said.wrong,
  },
  {
    name: 'a wrong password',
    to: 'login',
    send: async ({ rest, mailbox }) => ({ ...(await rest.registerVerified(mailbox)), password: 'not this' }),
    status: 401,
    says: said.wrong,
  },
  {
    name: 'a wrong password for an address that is not verified says no more than that',
    to: 'login',
    send: async ({ rest }) => ({ ...(await rest.register()), password: 'not this' }),
    status: 401,
    says: said.wrong,
  },
  {
    name: 'what is no address is nobody',
    to: 'login',
    send: { email: 'ivan', password: 'correct horse battery' },
    status: 401,
    says: said.wrong,
  },
  {
    name: 'the right password, the address not verified',
    to: 'login',
    send: ({ rest }) => rest.register(),
    status: 403,
    says: said.unverified,
  },
  refused('nothing given', 'login', {}, { email: said.noEmail, password: said.noPassword }),
  refused('no password', 'login', { email: 'i@x.test' }, { password: said.noPassword }),
  refused('broken JSON', 'login', '{"email":"i@x.test"', {}),
]
