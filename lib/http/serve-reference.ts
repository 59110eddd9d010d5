import { passwordMinLength } from '@/lib/account/check-password'
import { config } from '@/lib/config'
import type { WireContext } from '@/lib/dialects/dialect'
import { answersOf, openApiOf, type Reference } from '@/lib/dialects/reference'
import { defaultLocales } from '@/lib/policy'

/** `openapi.json` of a dialect, made from what the dialect parses and answers with. */
export function serveReference(reference: Reference): () => Response {
  return () =>
    Response.json(openApiOf(reference, referenceContext(reference)), {
      headers: { 'cache-control': 'no-cache' },
    })
}

/** The context in which a dialect's examples are worded: its document's language, this server's address. */
export function referenceContext({ dialect: { name } }: Reference): WireContext {
  const { appUrl } = config()
  return { locale: defaultLocales[name], appUrl, passwordMinCharacters: passwordMinLength(name), token: '' }
}

/** One exchange as the page `/docs` shows it: plain data. */
export interface ShownExchange {
  readonly id: string
  readonly method: string
  readonly path: string
  /** The address with the sample values of its parameters. */
  readonly sampleUrl: string
  readonly summary: string
  readonly about: string | null
  readonly needs: 'bearer' | 'cookie' | null
  readonly request: string | null
  readonly curl: string
  readonly answers: readonly { readonly name: string; readonly status: number; readonly body: string }[]
}

/** What the page `/docs` shows of a dialect. */
export function describeReference(reference: Reference): ShownExchange[] {
  const context = referenceContext(reference)
  const base = `${context.appUrl}/api${reference.base}`
  return reference.entries.map((entry) => {
    const [method] = entry.methods
    const path = (entry.parameters ?? []).reduce(
      (text, { name, example }) => text.replace(`{${name}}`, example),
      entry.path,
    )
    const request = entry.body ? JSON.stringify(entry.body.example, null, 2) : null
    const answers = answersOf(reference, entry, context)
    return {
      id: `${method.toLowerCase()}${entry.path.replace(/[^A-Za-z0-9]+/g, '-')}`,
      method,
      path: entry.path,
      sampleUrl: base + path,
      summary: entry.summary,
      about: entry.about ?? null,
      needs: entry.needs ?? null,
      request,
      curl: curlOf({ method, url: base + path, needs: entry.needs, body: entry.body?.example }),
      answers: answers.map(({ name, status, example }) => ({
        name,
        status,
        body: JSON.stringify(example, null, 2),
      })),
    }
  })
}

function curlOf(call: {
  method: string
  url: string
  needs: string | undefined
  body: object | undefined
}): string {
  const cookies = '-b cookies.txt -c cookies.txt'
  const parts = ['curl', ...(call.method === 'GET' ? [] : [`-X ${call.method}`]), call.url]
  if (call.needs === 'bearer') parts.push('-H "Authorization: Bearer $TOKEN"')
  if (call.needs === 'cookie') parts.push(cookies)
  if (call.body) parts.push(`-d '${JSON.stringify(call.body).replaceAll("'", "'\\''")}'`)
  return parts.join(' ')
}
