import * as device from '@/lib/dialects/device/device-dialect'
import { noOperation } from '@/lib/dialects/dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(device.device, device.main, noOperation)
