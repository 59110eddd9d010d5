import { expect } from '@playwright/test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Answer } from './send'

interface Response {
  /** Absent where the answer has no body. */
  readonly content?: Record<string, { readonly schema: object }>
}

interface Document {
  readonly paths: Record<string, Record<string, { readonly responses: Record<string, Response> }>>
}

/** The base URL of the paths in a dialect's document. */
export function basePathOf(dialect: string): string {
  return ['device', 'account'].includes(dialect) ? '/api' : `/api/${dialect}`
}

const documents = new Map<string, Promise<Contract>>()

/** The OpenAPI document of a running server's dialect, to check its answers against. */
export class Contract {
  private readonly ajv = addFormats.default(new Ajv2020({ strict: false }))

  private constructor(private readonly document: Document) {
    this.ajv.addSchema(document, 'document')
  }

  static async of(serverUrl: string, base: string): Promise<Contract> {
    const answer = await fetch(`${serverUrl}${base}/openapi.json`)
    return new Contract((await answer.json()) as Document)
  }

  /** The same document, read once for a server. */
  static cached(serverUrl: string, base: string): Promise<Contract> {
    const key = serverUrl + base
    const known = documents.get(key) ?? Contract.of(serverUrl, base)
    documents.set(key, known)
    return known
  }

  endpoints(): (readonly [path: string, method: string])[] {
    const entries = Object.entries(this.document.paths)
    return entries.flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [path, method.toUpperCase()] as const),
    )
  }

  /** Checks an answer if its endpoint is in the document: some calls use a wrong method or an unknown path. */
  checkDocumented(method: string, path: string, answer: Pick<Answer, 'status' | 'text'>): void {
    const documented = this.document.paths[path]?.[method.toLowerCase()] !== undefined
    if (documented && answer.text !== '') this.check(method, path, answer)
  }

  /** Fails when the document does not have this answer for this endpoint. */
  check(method: string, path: string, answer: Pick<Answer, 'status' | 'text'>): void {
    expect(this.differences(method, path, answer), `${method} ${path}: ${answer.text}`).toBeNull()
  }

  /** How an answer differs from the document; null when it conforms. */
  differences(
    method: string,
    path: string,
    { status, text }: Pick<Answer, 'status' | 'text'>,
  ): string | null {
    const response = this.document.paths[path]?.[method.toLowerCase()]?.responses[status]
    if (response === undefined) return `there is no ${status} in the document`
    const [contentType] = Object.keys(response.content ?? {})
    if (contentType === undefined) return text === '' ? null : 'there is a body'
    if (text === '') return 'there is no body'
    const pointer = [
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      status,
      'content',
      contentType,
      'schema',
    ]
    const validate = this.ajv.getSchema(`document#${pointer.map(pointerTo).join('')}`)
    return validate?.(JSON.parse(text)) ? null : this.ajv.errorsText(validate?.errors)
  }
}

/** A step of a JSON pointer in a URI. */
function pointerTo(name: string | number): string {
  return `/${encodeURIComponent(String(name).replaceAll('~', '~0').replaceAll('/', '~1'))}`
}
