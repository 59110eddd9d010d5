import type { Fetch } from '@/lib/client/transport'

/** A `fetch` that keeps cookies, as in browsers and React Native; Node's keeps none. */
export class CookieJar {
  private readonly cookies = new Map<string, string>()

  readonly fetch: Fetch = async (address, init) => {
    if (init.credentials !== 'include') return await fetch(address, init)
    const headers = new Headers(init.headers)
    const pairs = [...this.cookies].map(([name, value]) => `${name}=${value}`)
    if (pairs.length > 0) headers.set('cookie', pairs.join('; '))
    const answer = await fetch(address, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) this.keep(line)
    return answer
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
    if (/;\s*max-age=0\b/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
