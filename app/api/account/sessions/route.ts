import { endOtherSessions } from '@/lib/account/operations/profile/end-session'
import { showSessions } from '@/lib/account/operations/profile/show-account'
import * as access from '@/lib/dialects/account/account-access'
import { account } from '@/lib/dialects/account/account-dialect'
import { bind, serveAll } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveAll(
  account,
  bind(access.listSessions, showSessions),
  bind(access.endOtherSessions, endOtherSessions),
)
