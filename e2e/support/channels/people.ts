import type { BrowserContext } from '@playwright/test'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import { goodPassword, unique } from '@/lib/testing/accounts'
import { postForm, readForm, sessionLine } from './raw-form'
import { wordsOf } from './words'

export interface Person {
  readonly address: string
  readonly username: string
  readonly password: string
}

function newPerson(over: Partial<Person> = {}): Person {
  const username = over.username ?? unique('ada')
  return { address: `${username}@example.com`, password: goodPassword, ...over, username }
}

/** Creates users in the shortest way, for tests of what comes after. */
export class People {
  constructor(
    private readonly serverUrl: string,
    private readonly mailbox: Mailbox,
    /** Headers of a simulated proxy. */
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** A registered user; the mail with the link is in the mailbox. */
  async registered(over: Partial<Person> = {}): Promise<Person> {
    const person = newPerson(over)
    await this.register(person)
    return person
  }

  async verified(over: Partial<Person> = {}): Promise<Person> {
    const person = await this.registered(over)
    const ticket = await this.mailbox.nextTicket(person.address, '/verify-email/')
    const answer = await fetch(`${this.serverUrl}/api/rest/auth/verify-email/${ticket}`)
    if (!answer.ok) throw new Error(`confirming answered ${answer.status}`)
    return person
  }

  async newSession({ username, password }: Person): Promise<string> {
    const form = await readForm({ url: `${this.serverUrl}/login` }, wordsOf('en')('login.send'))
    const answer = await postForm(form, { login: username, password }, this.headers)
    const secret = /=([^;]+)/.exec(sessionLine(answer) ?? '')?.[1]
    if (!secret) throw new Error(`signing in answered ${answer.status} and no session`)
    return secret
  }

  async signIn(context: BrowserContext, person: Person): Promise<void> {
    const value = await this.newSession(person)
    await context.addCookies([{ name: 'authjs.session-token', value, url: this.serverUrl, httpOnly: true }])
  }

  /** A user with a confirmed address, signed in to this browser. */
  async signedIn(context: BrowserContext, over: Partial<Person> = {}): Promise<Person> {
    const person = await this.verified(over)
    await this.signIn(context, person)
    return person
  }

  /** A user who registered in this browser, whose address is not confirmed. */
  async registeredIn(context: BrowserContext): Promise<Person> {
    const person = newPerson()
    const answer = await this.register(person)
    const pairs = answer.headers.getSetCookie().map((line) => (line.split(';')[0] ?? '').split('='))
    await context.addCookies(
      pairs.map(([name = '', ...value]) => ({ name, value: value.join('='), url: this.serverUrl })),
    )
    return person
  }

  /** Requests a reset, and returns the mailed ticket. */
  async resetTicket({ address }: Pick<Person, 'address'>): Promise<string> {
    const body = JSON.stringify({ email: address })
    const answer = await fetch(`${this.serverUrl}/api/rest/auth/forgot-password`, { method: 'POST', body })
    if (!answer.ok) throw new Error(`requesting a reset answered ${answer.status}`)
    return await this.mailbox.nextTicket(address, '/reset/')
  }

  /** Requests a new address on the profile, and returns the ticket that is mailed to it. */
  async changeTicket({ password }: Person, secret: string, address: string): Promise<string> {
    const words = wordsOf('en')
    const headers = { cookie: `authjs.session-token=${secret}` }
    const form = await readForm(
      { url: `${this.serverUrl}/edit-profile`, headers },
      words('profile.emailSend'),
    )
    const answer = await postForm(form, { email: address, currentPassword: password }, headers)
    if (answer.status !== 200) throw new Error(`requesting an address answered ${answer.status}`)
    return await this.mailbox.nextTicket(address, '/verify-email/')
  }

  /** Whether the login page accepts a password. */
  async canSignIn(login: string, password: string): Promise<boolean> {
    const form = await readForm({ url: `${this.serverUrl}/login` }, wordsOf('en')('login.send'))
    return sessionLine(await postForm(form, { login, password }, this.headers)) !== null
  }

  async isSignedIn(secret: string): Promise<boolean> {
    const headers = { cookie: `authjs.session-token=${secret}` }
    const answer = await fetch(`${this.serverUrl}/api/account`, { headers })
    if (answer.status !== 200 && answer.status !== 401) throw new Error(`/api/account said ${answer.status}`)
    return answer.status === 200
  }

  private async register({ address: email, username, password }: Person): Promise<Response> {
    const form = await readForm({ url: `${this.serverUrl}/register` }, wordsOf('en')('register.send'))
    const answer = await postForm(form, { email, username, password }, this.headers)
    if (answer.status !== 303) throw new Error(`registering answered ${answer.status}`)
    return answer
  }
}
