import { device } from '@/lib/dialects/device'
import { serveNothing } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(device)
