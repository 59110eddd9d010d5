'use server'

import * as account from '@/lib/account/sign-in'
import * as form from '@/lib/dialects/entry-forms'
import { act } from '@/lib/http/act'

export const signIn = act(form.signIn, account.signIn)
