import { accountReference } from '@/lib/dialects/account/account-reference'
import { serveReference } from '@/lib/http/api/serve-reference'

export const GET = serveReference(accountReference)
export const dynamic = 'force-dynamic'
