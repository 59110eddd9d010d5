'use server'

import * as form from '@/lib/dialects/forms/entry-forms'
import { act } from '@/lib/http/forms/act'
import * as provider from '@/lib/http/provider/provider'

export const linkAccount = act(form.linkAccount, provider.linkAccount)
