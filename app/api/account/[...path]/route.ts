import { account } from '@/lib/dialects/account/account-dialect'
import { serveNothing } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(account)
