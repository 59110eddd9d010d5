import { resendVerification } from '@/lib/account/operations/recovery/ask-for-reset'
import * as rest from '@/lib/dialects/rest/rest-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  rest.rest,
  rest.resendVerification,
  resendVerification,
)
