import * as classic from '@/lib/dialects/classic/classic-dialect'
import { noOperation } from '@/lib/dialects/dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  classic.classic,
  classic.reset,
  noOperation,
)
