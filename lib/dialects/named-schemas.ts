import { z } from 'zod'

/** What a developer is told of each field: a sentence, or a schema where more is read than is to be sent. */
type About<Fields> = { readonly [Name in keyof Fields]: string | z.ZodType }

/**
 * A body to send, by name: the shape that the endpoint reads, with what a developer is told of each field.
 *
 * @param id the name in the OpenAPI document, and of the type in generated clients
 */
export function described<Fields extends Record<string, z.ZodType>>(
  id: string,
  shape: z.ZodObject<Fields>,
  about: About<Fields>,
): z.ZodObject {
  const fields = Object.entries<z.ZodType>(shape.shape).map(([name, field]) => {
    const told = about[name] ?? ''
    return [name, typeof told === 'string' ? field.describe(told) : told] as const
  })
  return shape.extend(Object.fromEntries(fields)).meta({ id })
}

/**
 * A closed list of numbers, each with its name and meaning.
 *
 * @param meanings what each of the numbers means, by the same names; those that are not here are not in the list
 */
export function codeList<Name extends string>(
  id: string,
  numbers: Readonly<Record<NoInfer<Name>, number>>,
  meanings: Readonly<Record<Name, string>>,
): z.ZodLiteral<number> {
  const names = Object.keys(meanings) as Name[]
  const codes = names.map((name) => ({ code: numbers[name], name, meaning: meanings[name] }))
  return z.literal(codes.map(({ code }) => code)).meta({
    id,
    type: 'integer',
    'x-enum-varnames': names,
    ...explanationOf(codes.map(({ code, name, meaning }) => ({ code, meaning: `${name}: ${meaning}` }))),
  })
}

/** A closed list of words, each with its meaning. */
export function wordList<Word extends string>(
  id: string,
  meanings: Readonly<Record<Word, string>>,
): z.ZodLiteral<Word> {
  const words = Object.keys(meanings) as Word[]
  const explained = explanationOf(words.map((code) => ({ code, meaning: meanings[code] })))
  return z.literal(words).meta({ id, ...explained })
}

/** People read it in the description, generators of clients in `x-enum-…`, those of documentation in the last. */
function explanationOf(codes: readonly { readonly code: string | number; readonly meaning: string }[]) {
  return {
    description: codes.map(({ code, meaning }) => `- \`${code}\` ${meaning}`).join('\n'),
    'x-enum-descriptions': codes.map(({ meaning }) => meaning),
    'x-enumDescriptions': Object.fromEntries(codes.map(({ code, meaning }) => [code, meaning])),
  }
}
