import { passwordMinLength } from '@/lib/account/check-password'
import { config } from '@/lib/config'
import type { WireContext } from '@/lib/dialects/dialect'
import { openApiOf, type Reference } from '@/lib/dialects/reference'
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
