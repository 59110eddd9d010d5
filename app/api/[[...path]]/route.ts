import { nothingHere } from '@/lib/http/account-api'

export const GET = nothingHere
export const POST = nothingHere
export const PUT = nothingHere
export const PATCH = nothingHere
export const DELETE = nothingHere
export const HEAD = nothingHere
export const OPTIONS = nothingHere
