import { askForReset } from '@/lib/account/operations/recovery/ask-for-reset'
import * as classic from '@/lib/dialects/classic/classic-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  classic.classic,
  classic.restore,
  askForReset,
)
