import { createHash } from 'node:crypto'
import { cookies } from 'next/headers'
import { z } from 'zod'
import type { ConnectLeave } from '@/lib/account/connect-provider'
import { currentTime } from '@/lib/account/current-time'
import type { ProviderClaims } from '@/lib/account/identity'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { seal, unseal } from '@/lib/seal'
import { ownCookieName } from './session-cookie'

// Longer than it counts, so that who comes back late is told so.
const keptSeconds = 24 * 3_600

/**
 * What a browser carries for a few minutes, sealed, so that it can neither be read there nor made up: who a provider
 * said somebody is, until they prove it (`link`), and the leave to connect a provider (`connect`).
 */
class Memory<Content> {
  constructor(
    private readonly name: 'link' | 'connect',
    private readonly shape: z.ZodType<Content>,
  ) {}

  async keep(content: Content): Promise<void> {
    const until = (await currentTime()).getTime() + policy.providerMinutes * 60_000
    const sealed = seal(JSON.stringify({ name: this.name, until, content }))
    await this.set(sealed, keptSeconds)
  }

  /** Whether there is one, be it too old. */
  async isKept(): Promise<boolean> {
    return (await cookies()).has(this.cookie)
  }

  /** Null when there is none, or it is too old. */
  async find(): Promise<Content | null> {
    const value = (await cookies()).get(this.cookie)?.value
    return value ? this.open(value, await currentTime()) : null
  }

  /** The same, once. */
  async take(): Promise<Content | null> {
    const content = await this.find()
    if (await this.isKept()) await this.forget()
    return content
  }

  async forget(): Promise<void> {
    await this.set('', 0)
  }

  private open(value: string, now: Date): Content | null {
    const kept = z.object({ name: z.literal(this.name), until: z.number(), content: this.shape })
    try {
      const { until, content } = kept.parse(JSON.parse(unseal(value)))
      return until > now.getTime() ? content : null
    } catch {
      return null
    }
  }

  private get cookie(): string {
    return ownCookieName(this.name)
  }

  private async set(value: string, maxAge: number): Promise<void> {
    const options = { httpOnly: true, sameSite: 'lax', secure: config().isHttps, path: '/', maxAge } as const
    ;(await cookies()).set(this.cookie, value, options)
  }
}

const line = z.string().nullable()

export const linkMemory = new Memory<ProviderClaims>(
  'link',
  z.object({ issuer: z.string(), subject: z.string(), email: line, firstName: line, lastName: line }),
)

export const connectMemory = new Memory<ConnectLeave>(
  'connect',
  z.object({ accountId: z.string(), sessionId: z.string() }),
)

/** Names an identity in a form, so that a password cannot connect another than the one the page showed. */
export function markOf({ issuer, subject }: ProviderClaims): string {
  return createHash('sha256').update(`${issuer} ${subject}`).digest('base64url')
}
