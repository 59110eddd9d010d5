import { metrics } from '@/lib/http/api/serve-metrics'

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = metrics
export const dynamic = 'force-dynamic'
