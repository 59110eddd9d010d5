import { changePassword } from '@/lib/account/operations/profile/change-password'
import * as ticket from '@/lib/dialects/ticket/ticket-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  ticket.ticket,
  ticket.changePassword,
  changePassword,
)
