import { ticketReference } from '@/lib/dialects/ticket-reference'
import { serveReference } from '@/lib/http/serve-reference'

export const GET = serveReference(ticketReference)
export const dynamic = 'force-dynamic'
