import { classicReference } from '@/lib/dialects/classic-reference'
import { serveReference } from '@/lib/http/serve-reference'

export const GET = serveReference(classicReference)
export const dynamic = 'force-dynamic'
