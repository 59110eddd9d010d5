import { createHash } from 'node:crypto'
import { z } from 'zod'
import { currentTime } from '@/lib/account/current-time'
import type { ConnectPermission } from '@/lib/account/operations/profile/connect-provider'
import type { ProviderClaims } from '@/lib/account/records/identity'
import { SealedCookie } from '@/lib/http/session/own-cookie'
import { policy } from '@/lib/policy'

// Longer than it counts, so that who comes back late is told so.
const keptSeconds = 24 * 3_600

/**
 * What a browser carries for a few minutes: who a provider said somebody is, until they prove it (`link`), and the leave
 * to connect a provider (`connect`).
 */
class Memory<Content> {
  private readonly cookie: SealedCookie<{ until: number; content: Content }>

  constructor(word: 'link' | 'connect', content: z.ZodType<Content>) {
    this.cookie = new SealedCookie(word, z.object({ until: z.number(), content }), keptSeconds)
  }

  async keep(content: Content): Promise<void> {
    const until = (await currentTime()).getTime() + policy.providerMinutes * 60_000
    await this.cookie.keep({ until, content })
  }

  /** Whether there is one, be it too old. */
  async isKept(): Promise<boolean> {
    return await this.cookie.isKept()
  }

  /** Null when there is none, or it is too old. */
  async find(): Promise<Content | null> {
    const kept = await this.cookie.find()
    return kept && kept.until > (await currentTime()).getTime() ? kept.content : null
  }

  /** The same, once. */
  async take(): Promise<Content | null> {
    const content = await this.find()
    if (await this.isKept()) await this.forget()
    return content
  }

  async forget(): Promise<void> {
    await this.cookie.forget()
  }
}

const line = z.string().nullable()

export const linkMemory = new Memory<ProviderClaims>(
  'link',
  z.object({ issuer: z.string(), subject: z.string(), email: line, firstName: line, lastName: line }),
)

export const connectMemory = new Memory<ConnectPermission>(
  'connect',
  z.object({ accountId: z.string(), sessionId: z.string() }),
)

/** Names an identity in a form, so that a password cannot connect another than the one the page showed. */
export function markOf({ issuer, subject }: ProviderClaims): string {
  return createHash('sha256').update(`${issuer} ${subject}`).digest('base64url')
}
