import { classic } from '@/lib/dialects/classic'
import { serveNothing } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(classic)
