import { withoutSecrets } from '@/lib/process/without-secrets'
import { pathOf } from './request-path'

/** What stands in the address of a ticket's page or endpoint is a secret: the log gets the pattern. */
const secretPlaces =
  /^(\/reset|\/verify-email|\/api\/rest\/auth\/reset-password|\/api\/rest\/auth\/verify-email)\/.+$/
/** The path of a request as the log may have it: without secrets and query. */
export function loggedPath(url: string): string {
  return withoutSecrets(pathOf(url).replace(secretPlaces, '$1/[ticket]')).slice(0, 200)
}
