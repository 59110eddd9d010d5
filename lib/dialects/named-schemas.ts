import { z } from 'zod'

/** The description of each field; or a schema, if the documented type is narrower than what the endpoint accepts. */
type Descriptions<Fields> = { readonly [Name in keyof Fields]: string | z.ZodType }

/**
 * The schema of a request body for the reference: the endpoint's schema with descriptions.
 * @param id the name in the OpenAPI document and of the type in generated clients
 */
export function described<Fields extends Record<string, z.ZodType>>(
  id: string,
  shape: z.ZodObject<Fields>,
  descriptions: Descriptions<Fields>,
): z.ZodObject {
  const fields = Object.entries<z.ZodType>(shape.shape).map(([name, field]) => {
    const description = descriptions[name] ?? ''
    return [name, typeof description === 'string' ? field.describe(description) : description] as const
  })
  return shape.extend(Object.fromEntries(fields)).meta({ id })
}

/**
 * An enum of numbers, each with a name and a meaning.
 * @param meanings by the same names; numbers without a meaning are left out
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
    ...enumDescriptions(codes.map(({ code, name, meaning }) => ({ code, meaning: `${name}: ${meaning}` }))),
  })
}

export function textList<Text extends string>(
  id: string,
  meanings: Readonly<Record<Text, string>>,
): z.ZodLiteral<Text> {
  const texts = Object.keys(meanings) as Text[]
  const descriptions = enumDescriptions(texts.map((code) => ({ code, meaning: meanings[code] })))
  return z.literal(texts).meta({ id, ...descriptions })
}

/** For readers, for client generators, and for documentation generators. */
function enumDescriptions(codes: readonly { readonly code: string | number; readonly meaning: string }[]) {
  return {
    description: codes.map(({ code, meaning }) => `- \`${code}\` ${meaning}`).join('\n'),
    'x-enum-descriptions': codes.map(({ meaning }) => meaning),
    'x-enumDescriptions': Object.fromEntries(codes.map(({ code, meaning }) => [code, meaning])),
  }
}
