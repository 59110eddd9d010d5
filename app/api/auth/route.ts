import { enterByDevice } from '@/lib/account/operations/entering/enter-by-device'
import * as device from '@/lib/dialects/device/device-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  device.device,
  device.auth,
  enterByDevice,
)
