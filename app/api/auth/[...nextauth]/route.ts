import { handlers } from '@/lib/http/auth-js'

export const { GET, POST } = handlers
