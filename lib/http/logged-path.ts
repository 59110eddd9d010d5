import { pathOf } from './request-path'

/** What stands in the address of a ticket's page or endpoint is a secret: the log gets the pattern. */
const secretPlaces =
  /^(\/reset|\/verify-email|\/api\/rest\/auth\/reset-password|\/api\/rest\/auth\/verify-email)\/.+$/
/** The same in an address that is none of ours, or is misspelled: a secret has 43 such characters, or more. */
const secretWord = /[\w-]{40,}/g

/** The path of a request as the log may have it: without secrets and query. */
export function loggedPath(url: string): string {
  return withoutSecrets(pathOf(url).replace(secretPlaces, '$1/[ticket]')).slice(0, 200)
}

/** A text that others wrote, without what may be a secret of ours in it. */
export function withoutSecrets(text: string): string {
  return text.replace(secretWord, '[secret]')
}
