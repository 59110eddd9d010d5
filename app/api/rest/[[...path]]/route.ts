import { rest } from '@/lib/dialects/rest'
import { serveNothing } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(rest)
