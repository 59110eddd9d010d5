import { health } from '@/lib/http/health'

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = health
export const dynamic = 'force-dynamic'
