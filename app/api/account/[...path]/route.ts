import { account } from '@/lib/dialects/account/account-dialect'
import { serveNotFound } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNotFound(account)
