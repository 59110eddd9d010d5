import { z } from 'zod'
import { fail } from '@/lib/account/failure'
import { channels } from '@/lib/channels'
import type { Reference, ReferenceEntry } from '@/lib/dialects/reference'
import { references } from '@/lib/dialects/references'

/** One call of a dialect, from its reference: new calls and new fields are tested automatically. */
export interface Endpoint {
  readonly name: string
  readonly method: string
  /** The whole path, with `{name}` for parameters. */
  readonly path: string
  readonly reference: Reference
  readonly entry: ReferenceEntry
  readonly fields: Readonly<Record<string, z.ZodType>>
}

export const endpoints: readonly Endpoint[] = references.flatMap((reference) =>
  reference.entries.map((entry) => endpointOf(reference, entry)),
)

export function optionalFields({ fields }: Endpoint): string[] {
  return Object.keys(fields).filter((name) => fields[name] instanceof z.ZodOptional)
}

/** The endpoint's answer to a malformed request, in the language of its document. */
export function malformedAt({ reference, entry }: Endpoint): { status: number; text: string } {
  const { dialect } = reference
  const { formFields = [], answerFailure } = entry.endpoint
  const locale = channels[dialect.name].locale
  const context = { locale, appUrl: '', passwordMinCharacters: 0, token: '', formFields }
  const failure = fail('malformed')
  const { status, body } = answerFailure?.(failure, context) ?? dialect.answerFailure(failure, context)
  return { status, text: body === null ? '' : JSON.stringify(body) }
}

function endpointOf(reference: Reference, entry: ReferenceEntry): Endpoint {
  const path = `/api${reference.base}${entry.path}`
  const [method] = entry.endpoint.methods
  const schema = entry.body?.schema
  const fields = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {}
  return { name: `${method} ${path}`, method, path, reference, entry, fields }
}
