'use server'

import * as form from '@/lib/dialects/entry-forms'
import { act } from '@/lib/http/act'
import * as provider from '@/lib/http/provider'

export const linkAccount = act(form.linkAccount, provider.linkAccount)
