'use server'

import * as account from '@/lib/account/disown-email'
import * as form from '@/lib/dialects/entry-forms'
import { act } from '@/lib/http/act'
import * as confirmation from '@/lib/http/confirmation'

export const confirmEmail = act(form.confirmEmail, confirmation.confirmEmail)
export const disownEmail = act(form.disownEmail, account.disownEmail)
