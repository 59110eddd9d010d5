'use server'

import { registerAccount } from '@/lib/account/register-account'
import * as form from '@/lib/dialects/form'
import { act } from '@/lib/http/act'

export const register = act(form.register, registerAccount)
