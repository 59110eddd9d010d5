import { health } from '@/lib/http/api/health'

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = health
export const dynamic = 'force-dynamic'
