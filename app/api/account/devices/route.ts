import { showDevices } from '@/lib/account/operations/profile/show-account'
import * as access from '@/lib/dialects/account/account-access'
import { account } from '@/lib/dialects/account/account-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  account,
  access.listDevices,
  showDevices,
)
