import { showAccount } from '@/lib/http/account-api'

export const GET = showAccount
