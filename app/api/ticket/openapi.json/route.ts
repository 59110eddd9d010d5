import { ticketReference } from '@/lib/dialects/ticket/ticket-reference'
import { serveReference } from '@/lib/http/api/serve-reference'

export const GET = serveReference(ticketReference)
export const dynamic = 'force-dynamic'
