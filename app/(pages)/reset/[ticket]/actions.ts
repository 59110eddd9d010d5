'use server'

import { resetPassword } from '@/lib/account/reset-password'
import * as form from '@/lib/dialects/entry-forms'
import { act } from '@/lib/http/act'

export const chooseNewPassword = act(form.chooseNewPassword, resetPassword)
