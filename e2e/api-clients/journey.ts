/** What a journey needs besides the client. */
export interface JourneyContext {
  readonly serverUrl: string
  readonly username: string
  readonly email: string
  /** The secret in the newest mail that links to a page, e.g. `/verify-email/`. */
  nextTicket(page: string): Promise<string>
  /** The text of the newest mail whose subject matches. */
  nextMail(subject: RegExp): Promise<string>
}

export const password = 'correct horse battery'
export const otherPassword = 'staple of another kind'

/** A `fetch` that keeps cookies, like a browser's. */
export function keepCookies(): (request: Request) => Promise<Response> {
  const cookies = new Map<string, string>()
  return async (request) => {
    const pairs = [...cookies].map(([name, value]) => `${name}=${value}`)
    if (pairs.length > 0) request.headers.set('cookie', pairs.join('; '))
    const answer = await fetch(request)
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
}
