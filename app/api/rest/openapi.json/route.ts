import { restReference } from '@/lib/dialects/rest/rest-reference'
import { serveReference } from '@/lib/http/api/serve-reference'

export const GET = serveReference(restReference)
export const dynamic = 'force-dynamic'
