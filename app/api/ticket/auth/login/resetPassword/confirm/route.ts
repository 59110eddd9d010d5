import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import * as ticket from '@/lib/dialects/ticket/ticket-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  ticket.ticket,
  ticket.confirmReset,
  resetPassword,
)
