import { rest } from '@/lib/dialects/rest/rest-dialect'
import { serveNotFound } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNotFound(rest)
