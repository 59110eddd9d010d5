import { cancelEmailChange } from '@/lib/account/operations/email/cancel-email-change'
import { account } from '@/lib/dialects/account/account-dialect'
import * as profile from '@/lib/dialects/account/account-profile'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  account,
  profile.cancelEmailChange,
  cancelEmailChange,
)
