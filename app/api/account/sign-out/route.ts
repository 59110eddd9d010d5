import { signOut } from '@/lib/account/operations/entering/sign-out'
import * as access from '@/lib/dialects/account/account-access'
import { account } from '@/lib/dialects/account/account-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(account, access.signOut, signOut)
