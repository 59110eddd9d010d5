import { z } from 'zod'
import type { LiveTicket } from '@/lib/account/operations/recovery/describe-ticket'
import { openValue, sealValue } from '@/lib/http/session/sealed-value'

const kind = z.enum(['other_verified', 'other_password_changed', 'other_address_restored'])
const shape = z.object({ notice: kind, account: z.string(), email: z.string() })

/** What was done to another account than the one that is signed in. */
type OtherNews = z.infer<typeof shape>

/**
 * The profile's address with such news. They are sealed: what the page says is what was done, and no link of a
 * stranger's puts words into it.
 */
export function profileWithNews(notice: OtherNews['notice'], { account, email }: LiveTicket): string {
  const news: OtherNews = { notice, account, email }
  return `/edit-profile?news=${sealValue('news', news)}`
}

/** The news in an address; null where there are none of ours. */
export function readNews(sealed: unknown): OtherNews | null {
  return openValue('news', shape, sealed)
}
