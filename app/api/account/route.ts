import { changeDetails } from '@/lib/account/change-details'
import { showAccount } from '@/lib/account/show-account'
import { account } from '@/lib/dialects/account'
import * as profile from '@/lib/dialects/account-profile'
import { bind, serveAll } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveAll(
  account,
  bind(profile.show, showAccount),
  bind(profile.changeDetails, changeDetails),
)
