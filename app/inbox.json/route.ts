import { inboxJson } from '@/lib/http/inbox'

export const GET = inboxJson
