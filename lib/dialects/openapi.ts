import { z } from 'zod'
import type { WireContext } from './dialect'
import { DocumentSchemas } from './openapi-schemas'
import {
  answersOf,
  type DocumentedAnswer,
  json,
  type Reference,
  type ReferenceEntry,
  type ReferenceParameter,
  tags,
} from './reference'

interface DocumentServer {
  readonly cookieName: string
  readonly supportEmail: string | null
}

/** The OpenAPI 3.1 document of a dialect, with examples in the context's language. */
export function openApiOf(reference: Reference, context: WireContext, server: DocumentServer): object {
  const { title, about, base, entries, dialect } = reference
  const schemas = new DocumentSchemas()
  const paths: Record<string, object> = {}
  for (const entry of entries) {
    const method = entry.endpoint.methods[0].toLowerCase()
    const operation = operationOf(reference, entry, { context, schemas })
    paths[entry.path] = { ...paths[entry.path], [method]: operation }
  }
  const email = server.supportEmail === null ? {} : { email: server.supportEmail }
  const used = new Set<string>(entries.map(({ tag }) => tag))
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      description: about,
      contact: { name: 'Support', url: context.appUrl, ...email },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    externalDocs: {
      description: 'The same reference as a web page, where you can try the calls.',
      url: `${context.appUrl}/docs/${dialect.name}`,
    },
    servers: [{ url: `${context.appUrl}/api${base}`, description: 'This server.' }],
    security: [],
    tags: Object.entries(tags).flatMap(([name, description]) =>
      used.has(name) ? { name, description } : [],
    ),
    paths,
    components: { schemas: schemas.named, securitySchemes: schemesOf(entries, server) },
  }
}

function schemesOf(entries: readonly ReferenceEntry[], { cookieName }: DocumentServer): object {
  const needs = new Set(entries.flatMap((entry) => carriersOf(entry)))
  const cookie = {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName,
    description: 'The session cookie that sign-in sets.',
  }
  const bearer = { type: 'http', scheme: 'bearer', description: 'The token that sign-in returns.' }
  return { ...(needs.has('cookie') && { cookie }), ...(needs.has('bearer') && { bearer }) }
}

function carriersOf({ needs }: ReferenceEntry): string[] {
  if (needs === 'session') return ['cookie', 'bearer']
  return needs ? [needs] : []
}

interface DocumentContext {
  readonly context: WireContext
  readonly schemas: DocumentSchemas
}

function operationOf(
  reference: Reference,
  entry: ReferenceEntry,
  { context, schemas }: DocumentContext,
): object {
  const { id, tag, summary, about, parameters = [] } = entry
  const content = requestContentOf(entry, schemas)
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: about,
    security: carriersOf(entry).map((carrier) => ({ [carrier]: [] })),
    ...(parameters.length > 0 && {
      parameters: parameters.map((parameter) => parameterOf(parameter, schemas)),
    }),
    ...(content && { requestBody: { required: true, content } }),
    responses: responsesOf(answersOf(reference, entry, context), schemas),
  }
}

function requestContentOf({ body, upload }: ReferenceEntry, schemas: DocumentSchemas): object | null {
  if (upload) {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' }
    const form = { type: 'object', properties: { [upload]: file }, required: [upload] }
    return { 'multipart/form-data': { schema: form }, 'image/*': { schema: file } }
  }
  if (!body) return null
  const examples = { request: { value: body.example } }
  return { [json]: { schema: schemas.convert(body.schema, 'input'), examples } }
}

function parameterOf(
  { name, in: place, about, example, schema = z.string() }: ReferenceParameter,
  schemas: DocumentSchemas,
): object {
  const required = place === 'path'
  return { name, in: place, required, description: about, schema: schemas.convert(schema, 'input'), example }
}

/** OpenAPI has one entry per status: answers with the same status become variants with named examples. */
function responsesOf(answers: readonly DocumentedAnswer[], schemas: DocumentSchemas): object {
  const statuses = new Set(answers.map((answer) => answer.status))
  const responses = [...statuses].map((status) => {
    const same = answers.filter((answer) => answer.status === status)
    const headers: Record<string, string> = Object.assign({}, ...same.map((answer) => answer.headers))
    const content = contentOf(same, schemas)
    return [status, { description: descriptionOf(same), headers: headersOf(headers), ...content }]
  })
  return { ...Object.fromEntries(responses), 431: tooLargeHeaders }
}

const tooLargeHeaders = {
  description: 'The request headers are larger than 16 KiB. The answer has no body.',
}

function descriptionOf(answers: readonly DocumentedAnswer[]): string {
  const failures = answers.flatMap(({ name }) => (name === 'success' ? [] : name.replaceAll('_', ' ')))
  const hasSuccess = failures.length < answers.length
  if (failures.length === 0) return 'Success.'
  return `${hasSuccess ? 'Success, or failure' : 'Failure'}: ${failures.join(', ')}.`
}

function headersOf(headers: Readonly<Record<string, string>>): object {
  const entries = Object.entries({ 'Cache-Control': 'Always `no-store`.', ...headers })
  return Object.fromEntries(
    entries.map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  )
}

function contentOf(answers: readonly DocumentedAnswer[], schemas: DocumentSchemas): object {
  const [first] = answers
  const known = new Set(answers.flatMap(({ schema }) => schema ?? []))
  if (!first || known.size === 0) return {}
  const [only] = known
  const schema = known.size === 1 && only ? only : z.union([...known])
  const examples = Object.fromEntries(answers.map(({ name, example }) => [name, { value: example }]))
  return { content: { [first.contentType]: { schema: schemas.convert(schema, 'output'), examples } } }
}
