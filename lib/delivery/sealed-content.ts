import { seal, unseal } from '@/lib/sealing/seal'

/** A content has at most one of these. */
const secretFields = ['ticket', 'password'] as const

/** Content as stored: the secret is sealed and its field empty. */
export interface SealedContent<Content> {
  readonly content: Content
  readonly sealed: string | null
}

export function sealContent<Content extends object>(content: Content): SealedContent<Content> {
  for (const field of secretFields) {
    const secret = Object.entries(content).find(([name]) => name === field)?.[1]
    if (typeof secret === 'string')
      return { content: { ...content, [field]: '' }, sealed: seal(JSON.stringify({ [field]: secret })) }
  }
  return { content, sealed: null }
}

export function unsealContent<Content extends object>({ content, sealed }: SealedContent<Content>): Content {
  return sealed === null ? content : { ...content, ...JSON.parse(unseal(sealed)) }
}
