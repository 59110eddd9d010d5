import { inboxJson } from '@/lib/http/api/serve-inbox'

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = inboxJson
