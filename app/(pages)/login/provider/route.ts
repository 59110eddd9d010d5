import { goToProvider } from '@/lib/http/provider'

export const GET = goToProvider
