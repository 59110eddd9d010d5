import { z } from 'zod'
import { failureCodes } from '@/lib/account/failure'
import { account } from './account'
import { accessEntries } from './account-access-reference'
import { profileEntries } from './account-profile-reference'
import type { Reference } from './reference'

const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.enum(failureCodes),
    detail: z.string(),
    errors: z
      .array(z.object({ code: z.enum(failureCodes), field: z.string(), detail: z.string() }).strict())
      .optional(),
  })
  .strict()

export const accountReference: Reference = {
  dialect: account,
  title: 'Latchkey, account',
  about:
    'Everything that a signed-in person can do on the pages, as JSON, with the cookie or the bearer of any dialect. A ' +
    'refusal is a problem of RFC 9457 (`application/problem+json`): `code` names it, `detail` says it in English, or by ' +
    'Accept-Language in Russian, and `errors` names every field that is at fault.',
  base: '',
  refusal: problem,
  refusalType: 'application/problem+json',
  entries: [...profileEntries, ...accessEntries].map((entry) => ({ ...entry, needs: 'session' })),
}
