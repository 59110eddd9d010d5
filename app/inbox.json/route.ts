import { inboxJson } from '@/lib/http/inbox'

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = inboxJson
