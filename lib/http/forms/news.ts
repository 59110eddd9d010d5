import { z } from 'zod'
import type { LiveTicket } from '@/lib/account/operations/recovery/describe-ticket'
import { openValue, sealValue } from '@/lib/http/session/sealed-value'

const kind = z.enum(['other_verified', 'other_password_changed', 'other_address_restored'])
const shape = z.object({ notice: kind, account: z.string(), email: z.string() })

type OtherNews = z.infer<typeof shape>

/** The profile URL with this message. Sealed, so that no foreign link can put text on the page. */
export function profileWithNews(notice: OtherNews['notice'], { account, email }: LiveTicket): string {
  const news: OtherNews = { notice, account, email }
  return `/edit-profile?news=${sealValue('news', news)}`
}

export function readNews(sealed: unknown): OtherNews | null {
  return openValue('news', shape, sealed)
}
