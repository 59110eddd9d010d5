import { seal, unseal } from '@/lib/sealing/seal'

/** Where a message's content may hold a secret, one of these. */
const secretFields = ['ticket', 'password'] as const

/** How a content waits in the database: its secret sealed, and an empty text where it stood. */
export interface SealedContent<Content> {
  readonly content: Content
  readonly sealed: string | null
}

/** Seals what is secret in a content, for the time it waits. */
export function sealContent<Content extends object>(content: Content): SealedContent<Content> {
  for (const field of secretFields) {
    const secret = Object.entries(content).find(([name]) => name === field)?.[1]
    if (typeof secret === 'string')
      return { content: { ...content, [field]: '' }, sealed: seal(JSON.stringify({ [field]: secret })) }
  }
  return { content, sealed: null }
}

/** The content as it was. */
export function unsealContent<Content extends object>({ content, sealed }: SealedContent<Content>): Content {
  return sealed === null ? content : { ...content, ...JSON.parse(unseal(sealed)) }
}
