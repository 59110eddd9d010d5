import { redactSecrets } from '@/lib/process/redact-secrets'
import { pathOf } from './request-path'

const ticketPaths =
  /^(\/reset|\/verify-email|\/api\/rest\/auth\/reset-password|\/api\/rest\/auth\/verify-email)\/.+$/

/** The path of a request for the log: without secrets and query. */
export function loggedPath(url: string): string {
  return redactSecrets(pathOf(url).replace(ticketPaths, '$1/[ticket]')).slice(0, 200)
}
