import { editAccount } from '@/lib/account/operations/profile/edit-account'
import * as classic from '@/lib/dialects/classic/classic-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  classic.classic,
  classic.edit,
  editAccount,
)
