import { endOtherSessions } from '@/lib/account/end-session'
import { showSessions } from '@/lib/account/show-account'
import { account } from '@/lib/dialects/account'
import * as access from '@/lib/dialects/account-access'
import { bind, serveAll } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveAll(
  account,
  bind(access.listSessions, showSessions),
  bind(access.endOtherSessions, endOtherSessions),
)
