'use server'

import * as account from '@/lib/account/operations/recovery/ask-for-reset'
import * as form from '@/lib/dialects/forms/entry-forms'
import { act } from '@/lib/http/forms/act'

export const resendVerification = act(form.resendVerification, account.resendVerification)
