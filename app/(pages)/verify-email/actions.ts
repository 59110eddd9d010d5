'use server'

import * as account from '@/lib/account/ask-for-reset'
import * as form from '@/lib/dialects/entry-forms'
import { act } from '@/lib/http/act'

export const resendVerification = act(form.resendVerification, account.resendVerification)
