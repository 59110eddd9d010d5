import { type RestApi, verifyTicketOf } from '@/e2e/support/clients/rest-api'
import { type Answer, send } from '@/e2e/support/clients/send'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import { type Said, said } from './rest-words'

/** The state that a row needs before its request. */
export interface Ground {
  readonly rest: RestApi
  readonly mailbox: Mailbox
}

/** One request to the rest dialect and its complete answer. */
export interface Row {
  readonly name: string
  readonly method?: string
  readonly to: string | ((ground: Ground) => Promise<string>)
  readonly headers?: Record<string, string>
  readonly send?: object | string | ((ground: Ground) => object | Promise<object>)
  readonly status: number
  readonly says: Said
  /** The invalid fields, in the order of the answer. */
  readonly errors?: Record<string, Said>
  readonly allow?: string
}

/** A ticket of the right shape that was never issued. */
export const strangersTicket = 'A'.repeat(43)

export async function resetTicket({ rest, mailbox }: Ground): Promise<string> {
  const { email } = await rest.registerVerified(mailbox)
  return `reset-password/${await rest.askForResetTicket(mailbox, email)}`
}

export async function verifyTicket({ rest, mailbox }: Ground): Promise<string> {
  return `verify-email/${await verifyTicketOf(mailbox, (await rest.register()).email)}`
}

/** A request that fails with 400 for these fields, or for no particular field. */
export function refused(
  name: string,
  to: Row['to'],
  send: NonNullable<Row['send']>,
  errors: Record<string, Said>,
): Row {
  const [says = said.malformed] = Object.values(errors)
  return { name, to, send, status: 400, says, ...(Object.keys(errors).length > 0 ? { errors } : {}) }
}

export async function askRow(row: Row, ground: Ground, headers: Record<string, string>): Promise<Answer> {
  const path = typeof row.to === 'string' ? row.to : await row.to(ground)
  const body = typeof row.send === 'function' ? await row.send(ground) : row.send
  return await send(`${ground.rest.serverUrl}/api/rest/auth/${path}`, {
    method: row.method ?? 'POST',
    headers: { ...headers, ...row.headers },
    body: typeof body === 'object' ? JSON.stringify(body) : body,
  })
}
