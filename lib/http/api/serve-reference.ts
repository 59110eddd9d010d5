import { z } from 'zod'
import { passwordMinLength } from '@/lib/account/password/check-password'
import { channels } from '@/lib/channels'
import { config } from '@/lib/config'
import type { WireContext } from '@/lib/dialects/dialect'
import { openApiOf } from '@/lib/dialects/openapi'
import { answersOf, type Reference, type ReferenceEntry } from '@/lib/dialects/reference'
import { sessionCookieName } from '@/lib/http/session/session-cookie'

export function serveReference(reference: Reference): () => Response {
  return () => {
    const server = { cookieName: sessionCookieName(), supportEmail: config().supportEmail }
    const document = openApiOf(reference, referenceContext(reference), server)
    return Response.json(document, { headers: { 'cache-control': 'no-cache' } })
  }
}

function referenceContext({ dialect: { name } }: Reference): WireContext {
  const { appUrl } = config()
  return { locale: channels[name].locale, appUrl, passwordMinCharacters: passwordMinLength(name), token: '' }
}

interface ShownEndpoint {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly sampleUrl: string
  readonly summary: string
  readonly about: string
  readonly needs: 'bearer' | 'cookie' | 'session' | null
  readonly request: string | null
  readonly fields: readonly ShownField[]
  readonly curl: string
  readonly answers: readonly { readonly name: string; readonly status: number; readonly body: string }[]
}

interface ShownField {
  readonly name: string
  readonly about: string
  readonly isOptional: boolean
}

export function describeReference(reference: Reference): ShownEndpoint[] {
  const context = referenceContext(reference)
  const base = `${context.appUrl}/api${reference.base}`
  return reference.entries.map((entry) => {
    const [method] = entry.endpoint.methods
    const sampleUrl = base + samplePath(entry)
    const request = entry.body ? JSON.stringify(entry.body.example, null, 2) : null
    const answers = answersOf(reference, entry, context)
    return {
      id: `${method.toLowerCase()}${entry.path.replace(/[^A-Za-z0-9]+/g, '-')}`,
      method,
      path: entry.path,
      sampleUrl,
      summary: entry.summary,
      about: entry.about,
      needs: entry.needs ?? null,
      request,
      fields: fieldsOf(entry),
      curl: curlOf(entry, sampleUrl),
      answers: answers.map(({ name, status, example }) => ({
        name,
        status,
        body: example === null ? '' : JSON.stringify(example, null, 2),
      })),
    }
  })
}

function fieldsOf({ body }: ReferenceEntry): ShownField[] {
  if (!(body?.schema instanceof z.ZodObject)) return []
  return Object.entries<z.ZodType>(body.schema.shape).map(([name, field]) => ({
    name,
    about: field.description ?? '',
    isOptional: field instanceof z.ZodOptional,
  }))
}

function samplePath({ path, parameters = [] }: ReferenceEntry): string {
  const filled = parameters.reduce(
    (text, { name, example }) => text.replace(`{${name}}`, String(example)),
    path,
  )
  const queryParameters = parameters.filter((parameter) => parameter.in === 'query')
  const query = new URLSearchParams(queryParameters.map(({ name, example }) => [name, String(example)]))
  return queryParameters.length > 0 ? `${filled}?${query}` : filled
}

function curlOf({ endpoint, needs, body, upload, success }: ReferenceEntry, url: string): string {
  const [method] = endpoint.methods
  const usesCookies =
    needs === 'cookie' || needs === 'session' || success.headers?.['Set-Cookie'] !== undefined
  const shown = url.includes('?') ? `'${url}'` : url
  const parts = ['curl', ...(method === 'GET' ? [] : [`-X ${method}`]), shown]
  if (needs === 'bearer') parts.push('-H "Authorization: Bearer $TOKEN"')
  if (usesCookies) parts.push('-b cookies.txt -c cookies.txt')
  if (upload) parts.push('-H "Content-Type: image/jpeg" --data-binary @picture.jpg')
  if (body) parts.push(`-d '${JSON.stringify(body.example).replaceAll("'", "'\\''")}'`)
  return parts.join(' ')
}
