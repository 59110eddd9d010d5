import { changeEmail } from '@/lib/account/change-email'
import { showEmail } from '@/lib/account/show-account'
import { account } from '@/lib/dialects/account'
import * as profile from '@/lib/dialects/account-profile'
import { bind, serveAll } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveAll(
  account,
  bind(profile.showEmail, showEmail),
  bind(profile.changeEmail, changeEmail),
)
