import { classic } from '@/lib/dialects/classic/classic-dialect'
import { serveNothing } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(classic)
