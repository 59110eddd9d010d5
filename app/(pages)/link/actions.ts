'use server'

import * as form from '@/lib/dialects/form'
import { act } from '@/lib/http/act'
import * as provider from '@/lib/http/provider'

export const linkAccount = act(form.linkAccount, provider.linkAccount)
