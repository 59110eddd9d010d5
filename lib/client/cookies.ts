import { type ClientStorage, readStored } from './storage'

/**
 * Carries cookies by hand, where no jar does: some native `fetch`es, Node. Browsers and React Native need none.
 */
export interface CookieCarrier {
  /** What the `Cookie` header of a request to the server says; null for no cookie. */
  header(): Promise<string | null>
  /** Takes the `Set-Cookie` lines of an answer. */
  keep(lines: readonly string[]): Promise<void>
  /** Throws all away. */
  clear(): Promise<void>
}

/**
 * Keeps the cookies of one server in a storage of their own. Only taking back removes one: an expired session
 * cookie still tells the server whose account this was, and it is the server who decides what that is worth.
 */
export function carryCookies(storage: ClientStorage): CookieCarrier {
  const read = async () => new Map(Object.entries((await readStored(storage)) ?? {}))
  return {
    async header() {
      const pairs = [...(await read())].map(([name, value]) => `${name}=${String(value)}`)
      return pairs.length > 0 ? pairs.join('; ') : null
    },
    async keep(lines) {
      if (lines.length === 0) return
      const jar = await read()
      for (const line of lines) keepOne(jar, line)
      await storage.set(JSON.stringify(Object.fromEntries(jar)))
    },
    async clear() {
      await storage.set('{}')
    },
  }
}

/** The `Set-Cookie` lines of an answer, as far as this `fetch` shows them. */
export function setCookieLines(headers: Pick<Headers, 'get'> & Partial<Headers>): string[] {
  // Some native fetches lack it and join the lines by commas, of which a cookie itself may have one: in a date.
  if (typeof headers.getSetCookie === 'function') return headers.getSetCookie()
  const joined = headers.get('set-cookie')
  return joined === null ? [] : joined.split(/,(?=\s*[^;,=\s]+=)/).map((line) => line.trim())
}

function keepOne(jar: Map<string, unknown>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const at = pair.indexOf('=')
  if (at < 1) return
  const name = pair.slice(0, at).trim()
  const value = pair.slice(at + 1).trim()
  const isTakenBack = value === '' || attributes.some((text) => /^\s*max-age=\s*(0|-\d+)\s*$/i.test(text))
  if (isTakenBack) jar.delete(name)
  else jar.set(name, value)
}
