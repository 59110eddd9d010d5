import { liveness } from '@/lib/http/api/health'

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = liveness
export const dynamic = 'force-dynamic'
