import { classic } from '@/lib/dialects/classic/classic-dialect'
import { serveNotFound } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNotFound(classic)
