import { z } from 'zod'

/** The schemas of one document. Those with a name, an `id` in their metadata, stand once in `components.schemas`. */
export class DocumentSchemas {
  readonly named: Record<string, object> = {}

  /**
   * A schema as JSON Schema, which points to the named ones within it.
   *
   * @throws when two different schemas have one name
   */
  convert(schema: z.ZodType, io: 'input' | 'output'): object {
    const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io })
    for (const [name, definition] of Object.entries($defs)) this.add(name, pointToComponents(definition))
    return pointToComponents(json)
  }

  private add(name: string, definition: object): void {
    const known = this.named[name]
    if (known && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`two schemas are named ${name}`)
    }
    this.named[name] = definition
  }
}

function pointToComponents(json: object): object {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
