import { type Answer, send } from './send'

export interface Credentials {
  readonly cookie?: string
  readonly bearer?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls an API as an app does: with a JSON body, or a form body where it is text. */
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

/** The session secret that an answer sets; '' where it clears the cookie; null where it does neither. */
export function cookieIn({ headers }: Answer): string | null {
  const line = headers['set-cookie']?.find((cookie) => cookie.startsWith('authjs.session-token='))
  return line?.slice(line.indexOf('=') + 1, line.indexOf(';')) ?? null
}
