import { expect } from '@playwright/test'

export interface ReadMail {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** The built-in inbox of a running server, as an app's own tests would read it. */
export class Mailbox {
  constructor(private readonly serverUrl: string) {}

  /** The mails to an address so far, newest first. */
  async list(to: string): Promise<ReadMail[]> {
    const answer = await fetch(`${this.serverUrl}/inbox.json?to=${encodeURIComponent(to)}`)
    const { mails } = (await answer.json()) as { mails: ReadMail[] }
    return mails
  }

  /** Waits for a mail to an address whose subject fits, and gives the newest. */
  async next(to: string, subject: RegExp): Promise<ReadMail> {
    let found: ReadMail | undefined
    await expect
      .poll(
        async () => {
          found = (await this.list(to)).find((mail) => subject.test(mail.subject))
          return found !== undefined
        },
        { message: `a mail to ${to} about ${subject}` },
      )
      .toBe(true)
    if (!found) throw new Error('unreachable')
    return found
  }
}

/** The first link of ours in a mail's text. */
export function linkIn(mail: ReadMail): string {
  const link = /https?:\/\/\S+/.exec(mail.text)?.[0]
  if (!link) throw new Error(`no link in: ${mail.text}`)
  return link
}

/** The secret at the end of that link. */
export function ticketIn(mail: ReadMail): string {
  return linkIn(mail).split('/').at(-1) ?? ''
}
