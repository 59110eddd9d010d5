import { createHash } from 'node:crypto'
import { z } from 'zod'
import { currentTime } from '@/lib/account/current-time'
import type { ConnectPermission } from '@/lib/account/operations/profile/connect-provider'
import type { ProviderClaims } from '@/lib/account/records/identity'
import { SealedCookie } from '@/lib/http/session/latchkey-cookie'
import { policy } from '@/lib/policy'

// Longer than it is valid, so that a late user gets an explanation.
const keptSeconds = 24 * 3_600

/** State kept in the browser for a few minutes: an identity to link, or permission to connect a provider. */
class TimedCookie<Content> {
  private readonly cookie: SealedCookie<{ until: number; content: Content }>

  constructor(name: 'link' | 'connect', content: z.ZodType<Content>) {
    this.cookie = new SealedCookie(name, z.object({ until: z.number(), content }), keptSeconds)
  }

  async keep(content: Content): Promise<void> {
    const until = (await currentTime()).getTime() + policy.providerMinutes * 60_000
    await this.cookie.keep({ until, content })
  }

  async isKept(): Promise<boolean> {
    return await this.cookie.isKept()
  }

  async find(): Promise<Content | null> {
    const kept = await this.cookie.find()
    return kept && kept.until > (await currentTime()).getTime() ? kept.content : null
  }

  async take(): Promise<Content | null> {
    const content = await this.find()
    if (await this.isKept()) await this.forget()
    return content
  }

  async forget(): Promise<void> {
    await this.cookie.forget()
  }
}

const optionalText = z.string().nullable()

export const linkCookie = new TimedCookie<ProviderClaims>(
  'link',
  z.object({
    issuer: z.string(),
    subject: z.string(),
    email: optionalText,
    firstName: optionalText,
    lastName: optionalText,
  }),
)

export const connectCookie = new TimedCookie<ConnectPermission>(
  'connect',
  z.object({ accountId: z.string(), sessionId: z.string() }),
)

/** Identifies an identity in a form, so that a password connects only the one that the page showed. */
export function markOf({ issuer, subject }: ProviderClaims): string {
  return createHash('sha256').update(`${issuer} ${subject}`).digest('base64url')
}
