export interface ReadMail {
  readonly id: string
  readonly kind: 'mail' | 'push'
  readonly to: string
  readonly subject: string
  readonly html: string | null
  readonly text: string
  readonly sentAt: string
}

const patienceSeconds = 30

/** The built-in inbox of a running server, as an app's own tests would read it. */
export class Mailbox {
  constructor(private readonly serverUrl: string) {}

  /** The mails to an address so far, newest first. */
  list(to: string): Promise<ReadMail[]> {
    return this.fetchMails({ to })
  }

  /** Waits for a mail to an address with a matching subject, and returns the newest. */
  next(to: string, subject: RegExp): Promise<ReadMail> {
    return this.newest(to, (mail) => subject.test(mail.subject), `about ${subject}`)
  }

  /** Waits for a mail to an address with a link to one of our pages, e.g. `/reset/`, and returns the newest. */
  nextWithLink(to: string, page: string): Promise<ReadMail> {
    return this.newest(to, (mail) => findLink(mail)?.includes(page) === true, `with a link to ${page}`)
  }

  async nextTicket(to: string, page: string): Promise<string> {
    return ticketIn(await this.nextWithLink(to, page))
  }

  private async newest(to: string, fits: (mail: ReadMail) => boolean, what: string): Promise<ReadMail> {
    const deadline = Date.now() + patienceSeconds * 1_000
    let after = new Date(0).toISOString()
    while (Date.now() < deadline) {
      const mails = await this.fetchMails({ to, after, wait: String((deadline - Date.now()) / 1_000) })
      const found = mails.find(fits)
      if (found) return found
      after = mails[0]?.sentAt ?? after
    }
    throw new Error(`no mail to ${to} ${what}`)
  }

  private async fetchMails(query: Record<string, string>): Promise<ReadMail[]> {
    const answer = await fetch(`${this.serverUrl}/inbox.json?${new URLSearchParams(query)}`)
    const { mails } = (await answer.json()) as { mails: ReadMail[] }
    return mails
  }
}

/** The first link to our server in a mail's text. */
export function linkIn(mail: Pick<ReadMail, 'text'>): string {
  const link = findLink(mail)
  if (!link) throw new Error(`no link in: ${mail.text}`)
  return link
}

export function ticketIn(mail: Pick<ReadMail, 'text'>): string {
  return linkIn(mail).split('/').at(-1) ?? ''
}

function findLink(mail: Pick<ReadMail, 'text'>): string | undefined {
  return /https?:\/\/\S+/.exec(mail.text)?.[0]
}
