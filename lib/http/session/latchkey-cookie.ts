import { cookies } from 'next/headers'
import type { z } from 'zod'
import { config } from '@/lib/config'
import { openValue, sealValue } from './sealed-value'
import { latchkeyCookieName } from './session-cookie'

export class TextCookie {
  constructor(
    private readonly shortName: string,
    private readonly keptSeconds: number,
  ) {}

  async keep(text: string): Promise<void> {
    await this.set(text, this.keptSeconds)
  }

  async find(): Promise<string | null> {
    return (await cookies()).get(this.name)?.value ?? null
  }

  async forget(): Promise<void> {
    await this.set('', 0)
  }

  private get name(): string {
    return latchkeyCookieName(this.shortName)
  }

  private async set(text: string, maxAge: number): Promise<void> {
    const options = { httpOnly: true, sameSite: 'lax', secure: config().isHttps, path: '/', maxAge } as const
    ;(await cookies()).set(this.name, text, options)
  }
}

/** A cookie whose value the browser can neither read nor forge. */
export class SealedCookie<Value> {
  private readonly cookie: TextCookie

  constructor(
    private readonly shortName: string,
    private readonly shape: z.ZodType<Value>,
    keptSeconds: number,
  ) {
    this.cookie = new TextCookie(shortName, keptSeconds)
  }

  async keep(value: Value): Promise<void> {
    await this.cookie.keep(sealValue(this.shortName, value))
  }

  async isKept(): Promise<boolean> {
    return (await this.cookie.find()) !== null
  }

  async find(): Promise<Value | null> {
    return openValue(this.shortName, this.shape, await this.cookie.find())
  }

  async forget(): Promise<void> {
    await this.cookie.forget()
  }
}
