'use server'

import * as account from '@/lib/account/operations/entering/sign-in'
import * as form from '@/lib/dialects/forms/entry-forms'
import { act } from '@/lib/http/forms/act'

export const signIn = act(form.signIn, account.signIn)
