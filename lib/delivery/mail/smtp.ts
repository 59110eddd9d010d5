import { createTransport } from 'nodemailer'
import { config } from '@/lib/config'
import { findProcessWide, processWide, setProcessWide } from '@/lib/process/process-wide'
import type { Delivery, OutgoingMail } from './mail-transport'

const timeoutMillis = 10_000
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
// A 5xx to another command is about us: a wrong password, a sender that is not allowed.
const mailCommands = new Set(['RCPT TO', 'DATA'])

type Transporter = ReturnType<typeof openPool>

/** The query of SMTP_URL overrides these options. */
function openPool(url: string) {
  const { username, hostname } = new URL(url)
  return createTransport({
    url,
    pool: true,
    maxConnections: 5,
    connectionTimeout: timeoutMillis,
    dnsTimeout: timeoutMillis,
    greetingTimeout: timeoutMillis,
    socketTimeout: timeoutMillis,
    // Never send a password in clear text, even if an attacker removes STARTTLS from the greeting.
    requireTLS: username !== '' && !loopback.test(hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/**
 * A 5xx answer to the recipient or the message is final (RFC 5321 §4.2.1); other failures are retried. The recipient
 * is passed as an object and as envelope, because nodemailer splits strings at commas.
 */
export async function sendBySmtp(mail: OutgoingMail, signal: AbortSignal): Promise<Delivery> {
  const { smtpUrl, appUrl } = config()
  if (!smtpUrl) throw new Error('SMTP_URL is not set')
  try {
    await processWide('smtp', () => openPool(smtpUrl)).sendMail({
      messageId: `<${mail.id}@${new URL(appUrl).hostname}>`,
      from: mail.from,
      to: { name: '', address: mail.to },
      envelope: { from: mail.from, to: [mail.to] },
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal,
    })
    return { sent: true }
  } catch (error) {
    if (isFinal(error)) return { sent: false, reason: error.message }
    throw error
  }
}

export function closeSmtp(): void {
  findProcessWide<Transporter>('smtp')?.close()
  setProcessWide('smtp', undefined)
}

function isFinal(error: unknown): error is Error {
  if (!(error instanceof Error && 'responseCode' in error && 'command' in error)) return false
  const code = Number(error.responseCode)
  return code >= 500 && code < 600 && mailCommands.has(String(error.command))
}
