import { signOut } from '@/lib/account/sign-out'
import { account } from '@/lib/dialects/account'
import * as access from '@/lib/dialects/account-access'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(account, access.signOut, signOut)
