import type { z } from 'zod'
import { type FailureCode, fail } from '@/lib/account/failure'
import type { Dialect, Endpoint, WireContext } from './dialect'

/** What a developer is told of one endpoint. The schemas are the very ones that it parses with. */
export interface ReferenceEntry {
  /** The name of the operation: a generated client calls its function so. */
  readonly id: string
  readonly tag: Tag
  /** Below the dialect's base address, with `{name}` for what varies. */
  readonly path: string
  readonly endpoint: Pick<Endpoint<never, never>, 'methods' | 'isPublic' | 'formFields' | 'refuse'>
  readonly summary: string
  readonly about: string
  /** What must come along beside the body; `session`: the cookie or the bearer token, whichever the client has. */
  readonly needs?: 'bearer' | 'cookie' | 'session'
  readonly parameters?: readonly ReferenceParameter[]
  readonly body?: { readonly schema: z.ZodType; readonly example: object }
  /** In place of a body, a file: the field that it has where it is sent in a form. It may be sent by itself, too. */
  readonly upload?: string
  readonly success: Success
  /** What it may be refused for, beside what every endpoint may be. */
  readonly failures: readonly FailureCode[]
  /** The bodies of its failures by status, where they are not the dialect's usual one. */
  readonly failureBodies?: Readonly<Record<number, z.ZodType>>
}

export interface Success {
  readonly status: number
  /** Null, like the example, for an answer without a body. */
  readonly schema: z.ZodType | null
  readonly example: object | null
  readonly headers?: Readonly<Record<string, string>>
}

export interface ReferenceParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly about: string
  readonly example: string | number
  /** Where it is not any text. */
  readonly schema?: z.ZodType
}

/** What an operation is about, for menus and for the names of generated classes. */
export const tags = {
  start: 'What there is, and where.',
  registration: 'Making an account, and proving that an address is one’s own.',
  session: 'Signing in and out, and asking who is signed in.',
  profile: 'What an account holds, and changing it.',
  access: 'What opens an account, and what happened on it.',
  password: 'Changing a password, and getting a new one when it is lost.',
} as const

export type Tag = keyof typeof tags

/** The whole of a dialect, for developers: source of its OpenAPI document and of the page `/docs`. */
export interface Reference {
  readonly dialect: Dialect
  readonly title: string
  readonly about: string
  /** Below `/api`. */
  readonly base: string
  /** The usual body of a failure. */
  readonly failure: z.ZodType
  readonly entries: readonly ReferenceEntry[]
}

export const json = 'application/json'
const always: readonly FailureCode[] = ['malformed', 'too_busy', 'server_fault']
const retried = new Set<FailureCode>(['too_busy', 'too_many_requests'])
const retryHeader = { 'Retry-After': 'Seconds until another try makes sense.' }
const challenge = { 'WWW-Authenticate': 'Always `Bearer`.' }

export interface Answer {
  readonly status: number
  /** Null where the answer has no body, as the example is. */
  readonly schema: z.ZodType | null
  readonly example: object | null
  /** `success`, or the code of the failure. */
  readonly name: 'success' | FailureCode
  readonly contentType: string
  readonly headers: Readonly<Record<string, string>>
}

/** Every answer an endpoint can give: the success, and each failure as the dialect itself words it. */
export function answersOf(reference: Reference, entry: ReferenceEntry, context: WireContext): Answer[] {
  const { headers = {}, ...told } = entry.success
  const success = { ...told, headers, name: 'success' as const, contentType: json }
  const isPublic = entry.endpoint.isPublic || reference.dialect.credentials === 'bearer'
  const codes = [...entry.failures, ...always, ...(isPublic ? [] : (['cross_site'] as const))]
  const failures = codes.map((code) => failureOf(reference, entry, { code, context }))
  return [success, ...failures.filter((answer) => answer !== null)]
}

function failureOf(
  reference: Reference,
  entry: ReferenceEntry,
  { code, context }: { readonly code: FailureCode; readonly context: WireContext },
): Answer | null {
  const failure = retried.has(code) ? { ...fail(code), retryAfterSeconds: 60 } : fail(code)
  const told = { ...context, formFields: entry.endpoint.formFields ?? [] }
  const own = entry.endpoint.refuse?.(failure, told)
  // An endpoint that answers a failure as success says so in its description.
  if (own && own.status < 400) return null
  const { status, body, contentType = json } = own ?? reference.dialect.refuse(failure, told)
  const schema = body === null ? null : (entry.failureBodies?.[status] ?? reference.failure)
  const headers = { ...(retried.has(code) && retryHeader), ...(status === 401 && challenge) }
  return { status, schema, example: body, name: code, contentType, headers }
}
