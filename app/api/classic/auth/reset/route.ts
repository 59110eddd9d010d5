import * as classic from '@/lib/dialects/classic'
import { nothingToDo } from '@/lib/dialects/dialect'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  classic.classic,
  classic.reset,
  nothingToDo,
)
