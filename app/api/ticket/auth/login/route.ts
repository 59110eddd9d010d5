import { signIn } from '@/lib/account/sign-in'
import * as ticket from '@/lib/dialects/ticket'
import { serve } from '@/lib/http/serve'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(ticket.ticket, ticket.login, signIn)
