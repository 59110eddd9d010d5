import { newRestPerson } from '@/e2e/support/clients/rest-api'
import { messages } from './rest-messages'
import { badInputRow, type Row } from './rest-row'

export const registering: Row[] = [
  {
    name: 'a new address',
    path: 'register',
    body: () => newRestPerson(),
    status: 201,
    message: messages.registered,
  },
  {
    name: 'a taken address answers like a new one',
    path: 'register',
    body: async ({ rest }) => newRestPerson({ email: (await rest.register()).email }),
    status: 201,
    message: messages.registered,
  },
  {
    name: 'a password of six characters is enough',
    path: 'register',
    body: () => newRestPerson({ password: 'q7#Zk!' }),
    status: 201,
    message: messages.registered,
  },
  badInputRow(
    'no fields: every field is named',
    'register',
    {},
    {
      email: messages.noEmail,
      password: messages.noPassword,
      firstName: messages.firstName,
      lastName: messages.lastName,
    },
  ),
  badInputRow('no body at all', 'register', '', {
    email: messages.noEmail,
    password: messages.noPassword,
    firstName: messages.firstName,
    lastName: messages.lastName,
  }),
  badInputRow(
    'empty texts',
    'register',
    { email: '', password: '', firstName: '', lastName: '' },
    {
      email: messages.noEmail,
      firstName: messages.firstName,
      lastName: messages.lastName,
      password: messages.noPassword,
    },
  ),
  badInputRow(
    'null instead of a name',
    'register',
    { ...newRestPerson(), firstName: null },
    { firstName: messages.firstName },
  ),
  badInputRow('no address', 'register', newRestPerson({ email: 'ivan' }), { email: messages.badEmail }),
  badInputRow('two addresses in one', 'register', newRestPerson({ email: 'v@x.test,a@evil.test' }), {
    email: messages.badEmail,
  }),
  badInputRow('a password of five characters', 'register', newRestPerson({ password: 'q7#Zk' }), {
    password: messages.short,
  }),
  badInputRow(
    'a password of 257 characters',
    'register',
    newRestPerson({ password: `${'q7#Z'.repeat(64)}!` }),
    {
      password: messages.long,
    },
  ),
  badInputRow('a common password', 'register', newRestPerson({ password: 'Password1' }), {
    password: messages.common,
  }),
  badInputRow(
    'the address as password',
    'register',
    newRestPerson({ email: 'i@x.test', password: 'I@x.test' }),
    {
      password: messages.isLogin,
    },
  ),
  badInputRow('a link in a name', 'register', newRestPerson({ firstName: 'Pay at http://evil.test' }), {
    firstName: messages.firstName,
  }),
  badInputRow('a line break in a name', 'register', newRestPerson({ lastName: 'P\r\nBcc: a@evil.test' }), {
    lastName: messages.lastName,
  }),
  badInputRow('a name of 65 characters', 'register', newRestPerson({ lastName: 'П'.repeat(65) }), {
    lastName: messages.lastName,
  }),
  badInputRow('broken JSON', 'register', '{"email":', {}),
  badInputRow('true instead of text', 'register', { ...newRestPerson(), password: true }, {}),
]

export const signingIn: Row[] = [
  {
    name: 'an unknown address',
    path: 'login',
    body: () => newRestPerson(),
    status: 401,
    message: messages.wrong,
  },
  {
    name: 'a wrong password',
    path: 'login',
    body: async ({ rest, mailbox }) => ({ ...(await rest.registerVerified(mailbox)), password: 'not this' }),
    status: 401,
    message: messages.wrong,
  },
  {
    name: 'a wrong password for an unverified address reports only the password',
    path: 'login',
    body: async ({ rest }) => ({ ...(await rest.register()), password: 'not this' }),
    status: 401,
    message: messages.wrong,
  },
  {
    name: 'an invalid address is an unknown one',
    path: 'login',
    body: { email: 'ivan', password: 'correct horse battery' },
    status: 401,
    message: messages.wrong,
  },
  {
    name: 'the right password, the address not verified',
    path: 'login',
    body: ({ rest }) => rest.register(),
    status: 403,
    message: messages.unverified,
  },
  badInputRow('no fields', 'login', {}, { email: messages.noEmail, password: messages.noPassword }),
  badInputRow('no password', 'login', { email: 'i@x.test' }, { password: messages.noPassword }),
  badInputRow('broken JSON', 'login', '{"email":"i@x.test"', {}),
]
