import type { Answer } from '@/e2e/support/clients/send'
import { leadsToApi } from './paths'

/** What no answer may contain: a server error, or internals. */
const internals =
  /node_modules|prisma|webpack-internal|\bat [\w.<>]+ \(|"error":10\b|"error_code":100000|ECONN|unhandled/i

/** The answer of health when the database took longer than a second, as on a busy machine. */
const notReady = '{"live":true,"ready":false}'

/** What is wrong with an answer, whatever the request; null when it is valid. */
export function faultOf({ status, text }: Answer): string | null {
  if (status === 503 && text === notReady) return null
  if (status >= 500) return `${status} ${text.slice(0, 500)}`
  const found = internals.exec(text)
  return found
    ? `${status} tells ${found[0]}: ${text.slice(Math.max(0, found.index - 200), found.index + 300)}`
    : null
}

/** The same with the request's target: an API may not answer with a page. */
export function faultAt(target: string, answer: Answer): string | null {
  return faultOf(answer) ?? (leadsToApi(target) ? pageFrom(answer) : null)
}

function pageFrom({ status, headers, text }: Answer): string | null {
  if (text === '') return null
  const type = headers['content-type'] ?? 'no type'
  const isData = /json/.test(type) && !/^\s*</.test(text)
  return isData ? null : `${status} with ${type} from an API: ${text.slice(0, 200)}`
}
