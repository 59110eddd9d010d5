import { signOut } from '@/lib/account/sign-out'
import * as classic from '@/lib/dialects/classic'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  classic.classic,
  classic.logout,
  signOut,
)
