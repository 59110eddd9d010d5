import { restReference } from '@/lib/dialects/rest-reference'
import { serveReference } from '@/lib/http/serve-reference'

export const GET = serveReference(restReference)
export const dynamic = 'force-dynamic'
