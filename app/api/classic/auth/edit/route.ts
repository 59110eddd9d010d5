import { editAccount } from '@/lib/account/edit-account'
import * as classic from '@/lib/dialects/classic'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  classic.classic,
  classic.edit,
  editAccount,
)
