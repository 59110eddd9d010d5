import { setPasswordByAdmin } from '@/lib/account/operations/operator/set-password-by-admin'
import * as device from '@/lib/dialects/device/device-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  device.device,
  device.setPassword,
  setPasswordByAdmin,
)
