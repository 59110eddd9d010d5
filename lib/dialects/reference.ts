import { z } from 'zod'
import { type Failure, type FailureCode, fail } from '@/lib/account/failure'
import type { Dialect, Method, WireAnswer, WireContext } from './dialect'

/** What a developer is told of one exchange. The schemas are the very ones that it parses with. */
export interface ReferenceEntry {
  /** Below the dialect's base address, with `{name}` for what varies. */
  readonly path: string
  readonly methods: readonly [Method, ...Method[]]
  readonly summary: string
  readonly about?: string
  /** What must come along beside the body; a session by either. */
  readonly needs?: 'bearer' | 'cookie' | 'session'
  readonly parameters?: readonly ReferenceParameter[]
  readonly body?: { readonly schema: z.ZodType; readonly example: object }
  /** The field of a form for the file that is sent, by itself or in that form. */
  readonly upload?: string
  readonly success: {
    readonly status: number
    readonly schema: z.ZodType
    /** Null where the answer has no body. */
    readonly example: object | null
    readonly headers?: Readonly<Record<string, string>>
  }
  /** What it may be refused for, beside what every exchange may be. */
  readonly failures: readonly FailureCode[]
  /** The exchange's own, where it has them. */
  readonly formFields?: readonly string[]
  refuse?(failure: Failure, context: WireContext): WireAnswer | null
}

export interface ReferenceParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly about: string
  readonly example: string
}

/** The whole of a dialect, for developers: source of its OpenAPI document and of the page `/docs`. */
export interface Reference {
  readonly dialect: Dialect
  readonly title: string
  readonly about: string
  /** Below `/api`. */
  readonly base: string
  readonly refusal: z.ZodType
  /** Where a refusal is not plain JSON. */
  readonly refusalType?: string
  readonly entries: readonly ReferenceEntry[]
}

const json = 'application/json'
const always: readonly FailureCode[] = ['malformed', 'cross_site', 'too_busy', 'server_fault']
const retried = new Set<FailureCode>(['too_busy', 'too_many_requests'])
const retryHeader = { 'Retry-After': 'Seconds until another try makes sense.' }

interface Answer {
  readonly status: number
  readonly description: string
  readonly schema: z.ZodType
  /** Null where the answer has no body. */
  readonly example: object | null
  readonly name: string
  readonly contentType: string
  readonly headers: Readonly<Record<string, string>>
}

/** Every answer an exchange can give: the success, and each refusal as the dialect itself words it. */
export function answersOf(reference: Reference, entry: ReferenceEntry, context: WireContext): Answer[] {
  const { status, schema, example, headers = {} } = entry.success
  const description = entry.summary
  const success = { status, description, schema, example, name: 'success', contentType: json, headers }
  const refusals = [...entry.failures, ...always].flatMap((code) => {
    const failure = retried.has(code) ? { ...fail(code), retryAfterSeconds: 60 } : fail(code)
    const told = { ...context, formFields: entry.formFields ?? [] }
    const own = entry.refuse?.(failure, told)
    // An exchange that answers a failure as success says so in its description.
    if (own && own.status < 400) return []
    const { status, body } = own ?? reference.dialect.refuse(failure, told)
    const headers = retried.has(code) ? retryHeader : {}
    const description = code.replaceAll('_', ' ')
    const { refusal: schema, refusalType: contentType = json } = reference
    return { status, description, schema, example: body, name: code, contentType, headers }
  })
  return [success, ...refusals]
}

/** The OpenAPI 3.1 document of a dialect, on a server whose session cookie has this name. */
export function openApiOf(reference: Reference, context: WireContext, cookieName: string): object {
  const paths: Record<string, object> = {}
  for (const entry of reference.entries) {
    const [method] = entry.methods
    paths[entry.path] = {
      ...paths[entry.path],
      [method.toLowerCase()]: operationOf(reference, entry, context),
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: reference.title, version: '1', description: reference.about },
    servers: [{ url: `${context.appUrl}/api${reference.base}` }],
    security: [],
    tags: [{ name: 'auth', description: reference.about }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: cookieName },
      },
    },
  }
}

function operationOf(reference: Reference, entry: ReferenceEntry, context: WireContext): object {
  const { summary, about, needs, parameters = [], body, upload } = entry
  return {
    operationId: operationId(entry),
    tags: ['auth'],
    summary,
    ...(about && { description: about }),
    security: securityOf(needs),
    ...(parameters.length > 0 && { parameters: parameters.map(parameterOf) }),
    ...(body && {
      requestBody: { required: true, content: contentOf(body.schema, { request: body.example }, 'input') },
    }),
    ...(upload && { requestBody: { required: true, content: uploadOf(upload) } }),
    responses: responsesOf(answersOf(reference, entry, context)),
  }
}

function securityOf(needs: ReferenceEntry['needs']): object[] {
  if (needs === 'session') return [{ bearer: [] }, { cookie: [] }]
  return needs ? [{ [needs]: [] }] : []
}

function uploadOf(field: string): object {
  const file = { type: 'string', contentMediaType: 'application/octet-stream' }
  const form = { type: 'object', properties: { [field]: file }, required: [field] }
  return { 'multipart/form-data': { schema: form }, 'image/*': { schema: file } }
}

function operationId({ path, methods: [method] }: ReferenceEntry): string {
  return `${method.toLowerCase()}${path.replace(/[{}]/g, '').replace(/[/-]+(\w)/g, (_, letter) => letter.toUpperCase())}`
}

function parameterOf({ name, in: place, about, example }: ReferenceParameter): object {
  return {
    name,
    in: place,
    required: place === 'path',
    description: about,
    schema: { type: 'string' },
    example,
  }
}

/** Answers that share a status are told apart by their schemas and their named examples. */
function responsesOf(answers: readonly Answer[]): object {
  const responses: Record<string, object> = {}
  for (const status of new Set(answers.map((answer) => answer.status))) {
    const same = answers.filter((answer) => answer.status === status)
    const [first] = same
    if (!first) continue
    const schemas = [...new Set(same.map((answer) => answer.schema))]
    const examples = Object.fromEntries(same.map(({ name, example }) => [name, example]))
    const headers = Object.assign({}, ...same.map((answer) => answer.headers)) as Record<string, string>
    const schema = schemas.length === 1 ? first.schema : z.union(schemas)
    responses[status] = {
      description: [...new Set(same.map((answer) => answer.description))].join(' · '),
      headers: headersOf(headers),
      ...(first.example !== null && { content: contentOf(schema, examples, 'output', first.contentType) }),
    }
  }
  return responses
}

function headersOf(headers: Readonly<Record<string, string>>): object {
  const entries = Object.entries({ 'Cache-Control': 'Always `no-store`.', ...headers })
  return Object.fromEntries(
    entries.map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  )
}

function contentOf(
  schema: z.ZodType,
  examples: Readonly<Record<string, object | null>>,
  io: 'input' | 'output',
  contentType = json,
): object {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  const named = Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]))
  return { [contentType]: { schema: plain, examples: named } }
}
