import { deviceReference } from '@/lib/dialects/device-reference'
import { serveReference } from '@/lib/http/serve-reference'

export const GET = serveReference(deviceReference)
export const dynamic = 'force-dynamic'
