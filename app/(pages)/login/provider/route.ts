import { goToProvider } from '@/lib/http/provider/provider'

export const GET = goToProvider
