import { type Answer, send } from './send'

/** What a call brings along beside its body. */
export interface Credentials {
  readonly cookie?: string
  readonly bearer?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** One call of an API, as an app makes it: a JSON body, or a form body where it is a text. */
export function call(
  url: string,
  body?: object | string,
  {
    cookie,
    bearer,
    headers: more,
    method = body === undefined ? 'GET' : 'POST',
  }: Credentials & { method?: string } = {},
): Promise<Answer> {
  const headers = {
    ...(cookie && { cookie: `authjs.session-token=${cookie}` }),
    ...(bearer && { authorization: `Bearer ${bearer}` }),
    ...more,
  }
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  return send(url, { method, headers, body: text })
}

/** The session secret that an answer sets; '' where it takes the cookie back; null where it says nothing of it. */
export function cookieIn({ headers }: Answer): string | null {
  const line = headers['set-cookie']?.find((cookie) => cookie.startsWith('authjs.session-token='))
  return line?.slice(line.indexOf('=') + 1, line.indexOf(';')) ?? null
}
