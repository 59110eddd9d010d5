import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import type { Letter } from '@/e2e/support/channels/channels'
import { send } from '@/e2e/support/clients/send'
import type { ReceivedMail, SmtpSink } from '@/lib/testing/servers/smtp-sink'

const METRICS_TOKEN = randomBytes(32).toString('base64url')
const waits = /^latchkey_queue_jobs\{queue="(?:mail|push|request)",state="(?:created|retry|active)"\} [1-9]/m
const queueReadingMillis = 5_500

/** What a server is to be told so that its mails come here, and so that it can be asked what waits. */
export function postSettings({ url }: SmtpSink): Record<string, string> {
  return { SMTP_URL: url, MAIL_FROM: 'accounts@latchkey.test', METRICS_TOKEN }
}

/** Where mails go by SMTP: what the other side of the wire was told, to the letter. */
export class SmtpPost {
  constructor(
    private readonly sink: SmtpSink,
    private readonly serverUrl: string,
  ) {}

  /** All that has come for an address, in the order of its coming. */
  to(address: string): ReceivedMail[] {
    return this.sink.received.filter(({ recipients }) => recipients.includes(address))
  }

  /** Every RCPT TO so far. */
  recipients(): string[] {
    return this.sink.received.flatMap(({ recipients }) => recipients)
  }

  /** Settles when nothing waits to be sent: what has not come by then never does. */
  async settled(): Promise<void> {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
    // Readings of the queue are kept for some seconds: only one that began after now counts.
    const since = Date.now()
    const idle = async () => {
      const { text } = await send(`${this.serverUrl}/api/metrics`, { headers })
      return (
        Date.now() - since > queueReadingMillis && text.includes('latchkey_queue_jobs') && !waits.test(text)
      )
    }
    await expect.poll(idle, { timeout: 40_000, intervals: [500] }).toBe(true)
  }

  /** The same, newest first, as the inbox lists them (`Mailbox`). */
  async list(address: string): Promise<Letter[]> {
    return this.to(address)
      .map(({ mail }) => ({ text: mail.text ?? '' }))
      .toReversed()
  }
}
