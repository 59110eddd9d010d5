import { handlers } from '@/lib/http/provider/auth-js'

export const { GET, POST } = handlers
