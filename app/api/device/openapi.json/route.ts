import { deviceReference } from '@/lib/dialects/device/device-reference'
import { serveReference } from '@/lib/http/api/serve-reference'

export const GET = serveReference(deviceReference)
export const dynamic = 'force-dynamic'
