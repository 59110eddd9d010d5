'use server'

import * as form from '@/lib/dialects/forms/entry-forms'
import { act } from '@/lib/http/forms/act'
import * as password from '@/lib/http/forms/choose-new-password'

export const chooseNewPassword = act(form.chooseNewPassword, password.chooseNewPassword)
