import { z } from 'zod'

/** Collects the schemas of one document: those with an `id` appear once, in `components.schemas`. */
export class DocumentSchemas {
  readonly named: Record<string, object> = {}

  /** Converts to JSON Schema with references to named schemas. @throws if two different schemas have the same name */
  convert(schema: z.ZodType, io: 'input' | 'output'): object {
    const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io })
    for (const [name, definition] of Object.entries($defs)) this.add(name, pointToComponents(definition))
    return pointToComponents(json)
  }

  private add(name: string, definition: object): void {
    const known = this.named[name]
    if (known && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`two different schemas are named ${name}`)
    }
    this.named[name] = definition
  }
}

function pointToComponents(json: object): object {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
