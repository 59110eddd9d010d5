import type { Reference } from '@/lib/dialects/reference'
import { accessEntries } from './account-access-reference'
import { account } from './account-dialect'
import { profileEntries } from './account-profile-reference'
import { problem } from './account-schemas'

export const accountReference: Reference = {
  dialect: account,
  title: 'Latchkey, account',
  about:
    'Everything that a signed-in person can do on the pages, as JSON, with the cookie or the bearer of any dialect. A ' +
    'failure is a problem of RFC 9457 (`application/problem+json`): `code` names it, `detail` says it in English, or by ' +
    'Accept-Language in Russian, and `errors` names every field that is at fault. Who a cookie or token belongs to: ' +
    '`GET /account`. To sign out: `POST /account/sign-out`.',
  base: '',
  failure: problem,
  entries: [...profileEntries, ...accessEntries].map((entry) => ({ ...entry, needs: 'session' })),
}
