import * as device from '@/lib/dialects/device'
import { nothingToDo } from '@/lib/dialects/dialect'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(device.device, device.main, nothingToDo)
