import { ticket } from '@/lib/dialects/ticket/ticket-dialect'
import { serveNotFound } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNotFound(ticket)
