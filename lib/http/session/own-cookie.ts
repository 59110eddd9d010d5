import { cookies } from 'next/headers'
import type { z } from 'zod'
import { config } from '@/lib/config'
import { openValue, sealValue } from './sealed-value'
import { ownCookieName } from './session-cookie'

/** A cookie of ours that keeps a text for a page, as the browser shows it. */
export class OwnCookie {
  constructor(
    private readonly word: string,
    private readonly keptSeconds: number,
  ) {}

  async keep(text: string): Promise<void> {
    await this.set(text, this.keptSeconds)
  }

  /** Null when there is none. */
  async find(): Promise<string | null> {
    return (await cookies()).get(this.name)?.value ?? null
  }

  async forget(): Promise<void> {
    await this.set('', 0)
  }

  private get name(): string {
    return ownCookieName(this.word)
  }

  private async set(text: string, maxAge: number): Promise<void> {
    const options = { httpOnly: true, sameSite: 'lax', secure: config().isHttps, path: '/', maxAge } as const
    ;(await cookies()).set(this.name, text, options)
  }
}

/** The same with a value in it that the browser can neither read nor make up. */
export class SealedCookie<Value> {
  private readonly cookie: OwnCookie

  constructor(
    private readonly word: string,
    private readonly shape: z.ZodType<Value>,
    keptSeconds: number,
  ) {
    this.cookie = new OwnCookie(word, keptSeconds)
  }

  async keep(value: Value): Promise<void> {
    await this.cookie.keep(sealValue(this.word, value))
  }

  /** Whether there is one, be it none of ours. */
  async isKept(): Promise<boolean> {
    return (await this.cookie.find()) !== null
  }

  /** Null when there is none of ours. */
  async find(): Promise<Value | null> {
    return openValue(this.word, this.shape, await this.cookie.find())
  }

  async forget(): Promise<void> {
    await this.cookie.forget()
  }
}
