import { metrics } from '@/lib/http/metrics'

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = metrics
export const dynamic = 'force-dynamic'
