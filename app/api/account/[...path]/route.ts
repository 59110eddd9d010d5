import { account } from '@/lib/dialects/account'
import { serveNothing } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveNothing(account)
