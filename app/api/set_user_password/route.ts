import { setPasswordByAdmin } from '@/lib/account/set-password-by-admin'
import * as device from '@/lib/dialects/device'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  device.device,
  device.setPassword,
  setPasswordByAdmin,
)
