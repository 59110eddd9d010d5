import { changeDetails } from '@/lib/account/operations/profile/change-details'
import { showAccount } from '@/lib/account/operations/profile/show-account'
import { account } from '@/lib/dialects/account/account-dialect'
import * as profile from '@/lib/dialects/account/account-profile'
import { bind, serveAll } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveAll(
  account,
  bind(profile.show, showAccount),
  bind(profile.changeDetails, changeDetails),
)
