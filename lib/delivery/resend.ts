import { Resend } from 'resend'
import { config } from '@/lib/config'
import { processWide } from '@/lib/process-wide'
import type { Delivery, Letter } from './letter'

function client(): Resend {
  return processWide('resend', () => {
    const { resendApiKey, resendBaseUrl } = config()
    return new Resend(resendApiKey ?? undefined, resendBaseUrl ? { baseUrl: resendBaseUrl } : {})
  })
}

/** Sends by Resend, with the letter's id as the idempotency key: a try whose answer was lost is not a second mail. */
export async function sendByResend(letter: Letter): Promise<Delivery> {
  const { id, ...mail } = letter
  const { error } = await client().emails.send(mail, { idempotencyKey: id })
  if (!error) return { sent: true }
  const final = error.statusCode !== null && error.statusCode >= 400 && error.statusCode < 500
  const passing = error.statusCode === 429 || error.statusCode === 409 || error.statusCode === 401
  if (final && !passing) return { sent: false, reason: `Resend ${error.statusCode} ${error.name}` }
  throw new Error(`Resend ${error.statusCode ?? ''} ${error.name}`)
}
