import { rest } from '@/lib/dialects/rest/rest-dialect'
import { serveNothing } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(rest)
