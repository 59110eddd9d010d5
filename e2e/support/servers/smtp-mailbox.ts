import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import type { MailText } from '@/e2e/support/channels/channels'
import { send } from '@/e2e/support/clients/send'
import type { ReceivedMail, SmtpSink } from '@/lib/testing/servers/smtp-sink'

const METRICS_TOKEN = randomBytes(32).toString('base64url')
const unsentJobs =
  /^latchkey_queue_jobs\{queue="(?:mail|push|request)",state="(?:created|retry|active)"\} [1-9]/m
const queueReadingMillis = 5_500

/** Settings for a server that sends its mails here and reports its queue. */
export function smtpSettings({ url }: SmtpSink): Record<string, string> {
  return { SMTP_URL: url, MAIL_FROM: 'accounts@latchkey.test', METRICS_TOKEN }
}

/** The mails sent by SMTP, exactly as the receiving side got them. */
export class SmtpMailbox {
  constructor(
    private readonly sink: SmtpSink,
    private readonly serverUrl: string,
  ) {}

  mailsTo(address: string): ReceivedMail[] {
    return this.sink.received.filter(({ recipients }) => recipients.includes(address))
  }

  recipients(): string[] {
    return this.sink.received.flatMap(({ recipients }) => recipients)
  }

  /** Resolves when nothing waits to be sent: mails that have not arrived by then never will. */
  async waitUntilSent(): Promise<void> {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
    // Queue readings are cached for some seconds: only one that began after now counts.
    const since = Date.now()
    const idle = async () => {
      const { text } = await send(`${this.serverUrl}/api/metrics`, { headers })
      return (
        Date.now() - since > queueReadingMillis &&
        text.includes('latchkey_queue_jobs') &&
        !unsentJobs.test(text)
      )
    }
    await expect.poll(idle, { timeout: 40_000, intervals: [500] }).toBe(true)
  }

  /** The same, newest first, like the inbox (`Mailbox`). */
  async list(address: string): Promise<MailText[]> {
    return this.mailsTo(address)
      .map(({ mail }) => ({ text: mail.text ?? '' }))
      .toReversed()
  }
}
