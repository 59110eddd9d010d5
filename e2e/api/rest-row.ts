import { type RestApi, verifyTicketOf } from '@/e2e/support/clients/rest-api'
import { type Answer, send } from '@/e2e/support/clients/send'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import { type LocalizedText, messages } from './rest-messages'

/** The state that a row needs before its request. */
export interface RowContext {
  readonly rest: RestApi
  readonly mailbox: Mailbox
}

/** One request to the rest dialect and its complete answer. */
export interface Row {
  readonly name: string
  readonly method?: string
  readonly path: string | ((context: RowContext) => Promise<string>)
  readonly headers?: Record<string, string>
  readonly body?: object | string | ((context: RowContext) => object | Promise<object>)
  readonly status: number
  readonly message: LocalizedText
  /** The invalid fields, in the order of the answer. */
  readonly errors?: Record<string, LocalizedText>
  readonly allow?: string
}

/** A ticket of the right shape that was never issued. */
export const unknownTicket = 'A'.repeat(43)

export async function resetTicket({ rest, mailbox }: RowContext): Promise<string> {
  const { email } = await rest.registerVerified(mailbox)
  return `reset-password/${await rest.requestResetTicket(mailbox, email)}`
}

export async function verifyTicket({ rest, mailbox }: RowContext): Promise<string> {
  return `verify-email/${await verifyTicketOf(mailbox, (await rest.register()).email)}`
}

/** A request that fails with 400 for these fields, or for no particular field. */
export function badInputRow(
  name: string,
  path: Row['path'],
  body: NonNullable<Row['body']>,
  errors: Record<string, LocalizedText>,
): Row {
  const [message = messages.malformed] = Object.values(errors)
  return { name, path, body, status: 400, message, ...(Object.keys(errors).length > 0 ? { errors } : {}) }
}

export async function sendRow(
  row: Row,
  context: RowContext,
  headers: Record<string, string>,
): Promise<Answer> {
  const path = typeof row.path === 'string' ? row.path : await row.path(context)
  const body = typeof row.body === 'function' ? await row.body(context) : row.body
  return await send(`${context.rest.serverUrl}/api/rest/auth/${path}`, {
    method: row.method ?? 'POST',
    headers: { ...headers, ...row.headers },
    body: typeof body === 'object' ? JSON.stringify(body) : body,
  })
}
