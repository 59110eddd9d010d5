import { changePassword } from '@/lib/account/change-password'
import { account } from '@/lib/dialects/account'
import * as profile from '@/lib/dialects/account-profile'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  account,
  profile.changePassword,
  changePassword,
)
