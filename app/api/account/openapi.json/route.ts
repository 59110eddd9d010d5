import { accountReference } from '@/lib/dialects/account-reference'
import { serveReference } from '@/lib/http/serve-reference'

export const GET = serveReference(accountReference)
export const dynamic = 'force-dynamic'
