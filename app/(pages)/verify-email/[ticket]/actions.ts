'use server'

import * as account from '@/lib/account/operations/email/disown-email'
import * as form from '@/lib/dialects/forms/entry-forms'
import { act } from '@/lib/http/forms/act'
import * as confirmation from '@/lib/http/forms/confirmation'

export const confirmEmail = act(form.confirmEmail, confirmation.confirmEmail)
export const disownEmail = act(form.disownEmail, account.disownEmail)
