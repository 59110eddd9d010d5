import { device } from '@/lib/dialects/device/device-dialect'
import { serveNothing } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(device)
