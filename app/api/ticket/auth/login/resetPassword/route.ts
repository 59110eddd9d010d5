import { askForResetQuietly } from '@/lib/account/operations/recovery/ask-for-reset'
import * as ticket from '@/lib/dialects/ticket/ticket-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  ticket.ticket,
  ticket.resetPassword,
  askForResetQuietly,
)
