'use server'

import * as form from '@/lib/dialects/forms/entry-forms'
import { act } from '@/lib/http/forms/act'
import * as registration from '@/lib/http/forms/registration'

export const register = act(form.register, registration.register)
