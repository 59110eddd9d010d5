import { ticket } from '@/lib/dialects/ticket'
import { serveNothing } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(ticket)
