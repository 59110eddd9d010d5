import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import * as rest from '@/lib/dialects/rest/rest-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  rest.rest,
  rest.resetPassword,
  resetPassword,
)
