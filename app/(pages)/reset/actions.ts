'use server'

import * as account from '@/lib/account/ask-for-reset'
import * as form from '@/lib/dialects/entry-forms'
import { act } from '@/lib/http/act'

export const askForReset = act(form.askForReset, account.askForReset)
