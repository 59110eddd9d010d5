import { signIn } from '@/lib/account/operations/entering/sign-in'
import * as rest from '@/lib/dialects/rest/rest-dialect'
import { serve } from '@/lib/http/api/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(rest.rest, rest.login, signIn)
