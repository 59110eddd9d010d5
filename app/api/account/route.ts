import { allowAccount, onlyGet, showAccount } from '@/lib/http/account-api'

export const GET = showAccount
export const OPTIONS = allowAccount
export const POST = onlyGet
export const PUT = onlyGet
export const PATCH = onlyGet
export const DELETE = onlyGet
