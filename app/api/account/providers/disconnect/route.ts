import { disconnectProvider } from '@/lib/account/connect-provider'
import { account } from '@/lib/dialects/account'
import * as access from '@/lib/dialects/account-access'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  account,
  access.disconnectProvider,
  disconnectProvider,
)
