import { listRecoveryTools } from '@/lib/account/operations/recovery/list-recovery-tools'
import * as device from '@/lib/dialects/device/device-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  device.device,
  device.tools,
  listRecoveryTools,
)
