import { resetPassword } from '@/lib/account/reset-password'
import * as rest from '@/lib/dialects/rest'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  rest.rest,
  rest.resetPassword,
  resetPassword,
)
