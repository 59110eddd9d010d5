import { Resend } from 'resend'
import { config } from '@/lib/config'
import { processWide } from '@/lib/process/process-wide'
import { type Delivery, type OutgoingMail, retryLaterError } from './mail-transport'

// The mail itself is wrong. Other statuses are about our account: wrong key, unverified domain, quota.
const finalStatuses = new Set([400, 413, 422])

function client(): Resend {
  return processWide('resend', () => {
    const { resendApiKey, resendBaseUrl } = config()
    return new Resend(resendApiKey ?? undefined, resendBaseUrl ? { baseUrl: resendBaseUrl } : {})
  })
}

/** The message id is the idempotency key, so that a retry after a lost answer sends no second mail. */
export async function sendByResend(outgoing: OutgoingMail, signal: AbortSignal): Promise<Delivery> {
  const { id, ...mail } = outgoing
  const { error, headers } = await client().emails.send(mail, { idempotencyKey: id, signal })
  if (!error) return { sent: true }
  const reason = `Resend ${error.statusCode ?? 'unreachable'}: ${error.message}`
  if (error.statusCode !== null && finalStatuses.has(error.statusCode)) return { sent: false, reason }
  throw retryLaterError(reason, { retryAfter: headers?.['retry-after'], date: headers?.date })
}
