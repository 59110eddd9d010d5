'use server'

import * as form from '@/lib/dialects/entry-forms'
import { act } from '@/lib/http/act'
import * as registration from '@/lib/http/registration'

export const register = act(form.register, registration.register)
