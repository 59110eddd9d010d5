import { classicReference } from '@/lib/dialects/classic/classic-reference'
import { serveReference } from '@/lib/http/api/serve-reference'

export const GET = serveReference(classicReference)
export const dynamic = 'force-dynamic'
