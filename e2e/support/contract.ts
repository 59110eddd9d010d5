import { expect } from '@playwright/test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Answer } from './send'

interface Document {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >
}

/** What the paths of a dialect's document stand under. */
export function baseOf(dialect: string): string {
  return ['device', 'account'].includes(dialect) ? '/api' : `/api/${dialect}`
}

const documents = new Map<string, Promise<Contract>>()

/** The OpenAPI document of a running server's dialect, to hold its answers against. */
export class Contract {
  private readonly ajv = addFormats.default(new Ajv2020({ strict: false }))

  private constructor(private readonly document: Document) {}

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

  /** Every exchange of the document: its path, and the method as HTTP writes it. */
  exchanges(): (readonly [path: string, method: string])[] {
    const entries = Object.entries(this.document.paths)
    return entries.flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [path, method.toUpperCase()] as const),
    )
  }

  /** The same for calls of which some are no exchange of the document: a wrong method, an unknown address. */
  checkDocumented(method: string, path: string, answer: Pick<Answer, 'status' | 'text'>): void {
    const documented = this.document.paths[path]?.[method.toLowerCase()] !== undefined
    if (documented && answer.text !== '') this.check(method, path, answer)
  }

  /** Fails when the document does not know this answer of this exchange. */
  check(method: string, path: string, answer: Pick<Answer, 'status' | 'text'>): void {
    expect(this.differences(method, path, answer), `${method} ${path}: ${answer.text}`).toBeNull()
  }

  /** In what an answer is not as the document says; null when it is. */
  differences(
    method: string,
    path: string,
    { status, text }: Pick<Answer, 'status' | 'text'>,
  ): string | null {
    const operation = this.document.paths[path]?.[method.toLowerCase()]
    const response = operation?.responses[status]
    if (response && text === '') return response.content === undefined ? null : 'it has no body'
    const schema = Object.values(response?.content ?? {})[0]?.schema
    if (schema === undefined) return `there is no ${status} in the document`
    return this.ajv.validate(schema, JSON.parse(text)) ? null : this.ajv.errorsText()
  }
}
