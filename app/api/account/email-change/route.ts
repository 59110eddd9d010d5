import { cancelEmailChange } from '@/lib/account/cancel-email-change'
import { account } from '@/lib/dialects/account'
import * as profile from '@/lib/dialects/account-profile'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  account,
  profile.cancelEmailChange,
  cancelEmailChange,
)
