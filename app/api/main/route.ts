import * as device from '@/lib/dialects/device/device-dialect'
import { nothingToDo } from '@/lib/dialects/dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(device.device, device.main, nothingToDo)
