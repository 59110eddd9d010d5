import { signIn } from '@/lib/account/sign-in'
import * as rest from '@/lib/dialects/rest'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(rest.rest, rest.login, signIn)
