import { createTransport } from 'nodemailer'
import { config } from '@/lib/config'
import { processWide } from '@/lib/process-wide'
import type { Delivery, Letter } from './letter'

const stepTimeoutMillis = 10_000

function transporter(url: string) {
  return processWide('smtp', () =>
    createTransport({
      url,
      pool: true,
      maxConnections: 4,
      connectionTimeout: stepTimeoutMillis,
      greetingTimeout: stepTimeoutMillis,
      socketTimeout: stepTimeoutMillis,
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  )
}

/**
 * Sends by SMTP (`SMTP_URL`). A 5xx answer is final (RFC 5321 §4.2.1); anything else is tried again.
 * The recipient goes as an object and as the envelope: nodemailer would split a plain string at commas.
 */
export async function sendBySmtp(letter: Letter): Promise<Delivery> {
  const { smtpUrl, appUrl } = config()
  if (!smtpUrl) throw new Error('SMTP_URL is not set')
  try {
    await transporter(smtpUrl).sendMail({
      messageId: `<${letter.id}@${new URL(appUrl).hostname}>`,
      from: letter.from,
      to: { name: '', address: letter.to },
      envelope: { from: letter.from, to: [letter.to] },
      subject: letter.subject,
      html: letter.html,
      text: letter.text,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return { sent: true }
  } catch (error) {
    const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
    if (code >= 500 && code < 600) return { sent: false, reason: `SMTP ${code}` }
    throw error
  }
}
