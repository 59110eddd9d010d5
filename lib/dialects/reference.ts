import type { z } from 'zod'
import { type FailureCode, fail } from '@/lib/account/failure'
import type { Dialect, Endpoint, WireContext } from './dialect'

export interface ReferenceEntry {
  /** The OpenAPI `operationId`: the function's name in generated clients. */
  readonly id: string
  readonly tag: Tag
  /** Below the dialect's base path, with `{name}` for parameters. */
  readonly path: string
  readonly endpoint: Pick<Endpoint<never, never>, 'methods' | 'isPublic' | 'formFields' | 'answerFailure'>
  readonly summary: string
  readonly about: string
  /** The required credentials; `session`: a cookie or a bearer token. */
  readonly needs?: 'bearer' | 'cookie' | 'session'
  readonly parameters?: readonly ReferenceParameter[]
  readonly body?: { readonly schema: z.ZodType; readonly example: object }
  /** The form field of an uploaded file. The file may also be the body itself. */
  readonly upload?: string
  readonly success: Success
  /** The possible failures, besides those that every endpoint has. */
  readonly failures: readonly FailureCode[]
  /** Failure bodies by status, if they differ from the dialect's usual one. */
  readonly failureBodies?: Readonly<Record<number, z.ZodType>>
}

export interface Success {
  readonly status: number
  /** Null, like the example: no body. */
  readonly schema: z.ZodType | null
  readonly example: object | null
  readonly headers?: Readonly<Record<string, string>>
}

export interface ReferenceParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly about: string
  readonly example: string | number
  readonly schema?: z.ZodType
}

/** The subjects of endpoints, for menus and for the names of generated classes. */
export const tags = {
  start: 'Where to find the other endpoints.',
  registration: 'Create an account and verify its email address.',
  session: 'Sign in, sign out, and check who is signed in.',
  profile: 'Read and change the data of an account.',
  access: 'Sessions, devices, providers and events of an account.',
  password: 'Change a password, or get a new one.',
} as const

export type Tag = keyof typeof tags

/** The documentation of a dialect: source of its OpenAPI document and of the page `/docs`. */
export interface Reference {
  readonly dialect: Dialect
  readonly title: string
  readonly about: string
  /** The base path, below `/api`. */
  readonly base: string
  readonly failure: z.ZodType
  readonly entries: readonly ReferenceEntry[]
}

export const json = 'application/json'
const commonFailures: readonly FailureCode[] = ['malformed', 'too_busy', 'server_fault']
const retryableFailures = new Set<FailureCode>(['too_busy', 'too_many_requests'])
const retryHeader = { 'Retry-After': 'How many seconds to wait before the next attempt.' }
const challenge = { 'WWW-Authenticate': 'Always `Bearer`.' }

export interface DocumentedAnswer {
  readonly status: number
  /** Null, like the example: no body. */
  readonly schema: z.ZodType | null
  readonly example: object | null
  readonly name: 'success' | FailureCode
  readonly contentType: string
  readonly headers: Readonly<Record<string, string>>
}

/** All answers of an endpoint: success, and each failure as the dialect answers it. */
export function answersOf(
  reference: Reference,
  entry: ReferenceEntry,
  context: WireContext,
): DocumentedAnswer[] {
  const { headers = {}, ...facts } = entry.success
  const success = { ...facts, headers, name: 'success' as const, contentType: json }
  const isPublic = entry.endpoint.isPublic || reference.dialect.credentials === 'bearer'
  const codes = [...entry.failures, ...commonFailures, ...(isPublic ? [] : (['cross_site'] as const))]
  const failures = codes.map((code) => failureOf(reference, entry, { code, context }))
  return [success, ...failures.filter((answer) => answer !== null)]
}

function failureOf(
  reference: Reference,
  entry: ReferenceEntry,
  { code, context }: { readonly code: FailureCode; readonly context: WireContext },
): DocumentedAnswer | null {
  const failure = retryableFailures.has(code) ? { ...fail(code), retryAfterSeconds: 60 } : fail(code)
  const wireContext = { ...context, formFields: entry.endpoint.formFields ?? [] }
  const own = entry.endpoint.answerFailure?.(failure, wireContext)
  // The endpoint answers this failure like success; its description says so.
  if (own && own.status < 400) return null
  const { status, body, contentType = json } = own ?? reference.dialect.answerFailure(failure, wireContext)
  const schema = body === null ? null : (entry.failureBodies?.[status] ?? reference.failure)
  const headers = { ...(retryableFailures.has(code) && retryHeader), ...(status === 401 && challenge) }
  return { status, schema, example: body, name: code, contentType, headers }
}
