import type { Reference } from '@/lib/dialects/reference'
import { accessEntries } from './account-access-reference'
import { account } from './account-dialect'
import { profileEntries } from './account-profile-reference'
import { problemSchema } from './account-schemas'

export const accountReference: Reference = {
  dialect: account,
  title: 'Latchkey, account',
  about:
    'Everything that a signed-in person can do on the web pages, as JSON, with the cookie or bearer token of any ' +
    'dialect. Failures are problem details (RFC 9457, `application/problem+json`): `code` names the failure, `detail` ' +
    'is a sentence in English or Russian (`Accept-Language`), and `errors` lists all faulty fields. To check who is ' +
    'signed in: `GET /account`. To sign out: `POST /account/sign-out`.',
  base: '',
  failure: problemSchema,
  entries: [...profileEntries, ...accessEntries].map((entry) => ({ ...entry, needs: 'session' })),
}
