'use server'

import * as form from '@/lib/dialects/entry-forms'
import { act } from '@/lib/http/act'
import * as password from '@/lib/http/new-password'

export const chooseNewPassword = act(form.chooseNewPassword, password.chooseNewPassword)
