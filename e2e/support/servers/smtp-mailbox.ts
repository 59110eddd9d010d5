import { expect } from '@playwright/test'
import type { MailText } from '@/e2e/support/channels/channels'
import { databaseFingerprint } from '@/lib/control/protocol'
import { sendToServer } from '@/lib/control/send-to-server'
import type { ReceivedMail, SmtpSink } from '@/lib/testing/servers/smtp-sink'
import type { RunningServer } from './server'

/** Settings for a server that sends its mails here. */
export function smtpSettings({ url }: SmtpSink): Record<string, string> {
  return { SMTP_URL: url, MAIL_FROM: 'accounts@latchkey.test' }
}

/** The mails sent by SMTP, exactly as the receiving side got them. */
export class SmtpMailbox {
  constructor(
    private readonly sink: SmtpSink,
    private readonly server: Pick<RunningServer, 'dataFolder'>,
    /** The URL of the server's PostgreSQL; null where its database is embedded. */
    private readonly databaseUrl: string | null = null,
  ) {}

  mailsTo(address: string): ReceivedMail[] {
    return this.sink.received.filter(({ recipients }) => recipients.includes(address))
  }

  recipients(): string[] {
    return this.sink.received.flatMap(({ recipients }) => recipients)
  }

  /** Resolves when nothing waits to be sent: mails that have not arrived by then never will. */
  async waitUntilSent(): Promise<void> {
    // Between the two queries of one reading a request may have become a mail: two readings in a row must agree.
    const idleTwice = async () => (await this.isIdle()) && (await this.isIdle())
    await expect.poll(idleTwice, { timeout: 40_000, intervals: [50] }).toBe(true)
  }

  /** Whether the queue has neither an unanswered request nor an unsent message, as the operator's command reads it. */
  private async isIdle(): Promise<boolean> {
    const { server, databaseUrl } = this
    const request = { do: 'list_messages', isDead: false } as const
    const answer = await sendToServer(server.dataFolder, request, databaseFingerprint(databaseUrl))
    if (answer?.kind !== 'messages') throw new Error(`no list of messages: ${JSON.stringify(answer)}`)
    return answer.requests === 0 && answer.counts.every(({ state }) => state === 'dead')
  }

  /** The same, newest first, like the inbox (`Mailbox`). */
  async list(address: string): Promise<MailText[]> {
    return this.mailsTo(address)
      .map(({ mail }) => ({ text: mail.text ?? '' }))
      .toReversed()
  }
}
