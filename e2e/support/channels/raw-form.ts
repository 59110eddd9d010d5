/** A form as the server rendered it, for posting without a browser, like a page without script. */
export interface RawForm {
  readonly url: string
  readonly hidden: readonly (readonly [name: string, value: string])[]
}

interface Page {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
}

const english = { 'accept-language': 'en' }

/** The form on a page that has a button with this text. */
export async function readForm({ url, headers = {} }: Page, button: string): Promise<RawForm> {
  const { html, forms } = await formsOf({ url, headers })
  const form = forms.find((markup) => markup.includes(`>${button}<`))
  if (!form) throw new Error(`no form with a button "${button}" at ${url}:\n${html}`)
  return { url, hidden: hiddenFields(form) }
}

export async function readForms({ url, headers = {} }: Page): Promise<RawForm[]> {
  const { forms } = await formsOf({ url, headers })
  return forms.map((form) => ({ url, hidden: hiddenFields(form) }))
}

async function formsOf({ url, headers }: Page): Promise<{ html: string; forms: string[] }> {
  const html = await (await fetch(url, { headers: { ...english, ...headers } })).text()
  return { html, forms: [...html.matchAll(/<form\b.*?<\/form>/gs)].map(([form]) => form) }
}

function hiddenFields(form: string): [string, string][] {
  return [...form.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag).flatMap(hiddenField)
}

/** Encodes fields as a browser sends a form: a body, and the content type with its boundary. */
export async function encodeForm(
  pairs: readonly (readonly [name: string, value: string | Blob])[],
): Promise<{ type: string; body: Uint8Array }> {
  const data = new FormData()
  for (const [name, value] of pairs) data.append(name, value)
  const encoded = new Response(data)
  return {
    type: encoded.headers.get('content-type') ?? '',
    body: new Uint8Array(await encoded.arrayBuffer()),
  }
}

/** Posts a form as a browser on the page itself would; redirects are not followed. */
export async function postForm(
  form: RawForm,
  fields: Readonly<Record<string, string>> | FormData,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of form.hidden) body.append(name, value)
  for (const [name, value] of fields instanceof FormData ? fields : Object.entries(fields)) {
    body.append(name, value)
  }
  const own = { origin: new URL(form.url).origin, 'sec-fetch-site': 'same-origin' }
  return await fetch(form.url, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { ...english, ...own, ...headers },
  })
}

/** The hidden fields without those that are sent with other values. */
export function hiddenFieldsExcept(
  hidden: RawForm['hidden'],
  sent: readonly (readonly [name: string, value: string])[],
): RawForm['hidden'] {
  return hidden.filter(([name]) => !sent.some(([other]) => other === name))
}

/** The Set-Cookie line of a session in an answer, with any prefix of its name; null when there is none. */
export function sessionLine(answer: Response): string | null {
  return (
    answer.headers.getSetCookie().find((line) => /^(__Host-)?authjs\.session-token=[^;]/.test(line)) ?? null
  )
}

function hiddenField(tag: string): [string, string][] {
  const name = attribute(tag, 'name')
  return attribute(tag, 'type') === 'hidden' && name !== null ? [[name, attribute(tag, 'value') ?? '']] : []
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? null : unescapeHtml(value)
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
