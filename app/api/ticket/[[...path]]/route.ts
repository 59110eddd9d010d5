import { ticket } from '@/lib/dialects/ticket/ticket-dialect'
import { serveNothing } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(ticket)
