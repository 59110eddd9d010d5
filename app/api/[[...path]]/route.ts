import { device } from '@/lib/dialects/device/device-dialect'
import { serveNotFound } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNotFound(device)
