import { verifyEmail } from '@/lib/account/operations/email/verify-email'
import * as ticket from '@/lib/dialects/ticket/ticket-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  ticket.ticket,
  ticket.verifyEmail,
  verifyEmail,
)
