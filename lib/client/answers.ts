import { isObject } from './storage'

/** The account's fields as the server tells them; a field that is not filled is absent. */
export interface User {
  readonly login: string
  readonly email?: string
  readonly phone?: string
  /** The document says no more of it than that it is a boolean; Latchkey sends true for male. */
  readonly gender?: boolean
  /** The address of a picture. */
  readonly userpic?: string
  readonly region?: string
}

/** By what a person can get a new password. */
export interface Tools {
  readonly email: boolean
  /** The days on which devices that take messages were registered (dd/mm/yyyy), oldest first. */
  readonly push: readonly string[]
}

/** Who a session cookie belongs to, by the server's own word. */
export interface Holder {
  readonly accountId: string
  readonly login: string
}

/** The user in an answer to POST /auth; null when it is none, as the page of a hotel's network. */
export function readUser(body: unknown): User | null {
  return isObject(body) ? asUser(body.user) : null
}

/** A user that came from the wire or from the storage. Fields of the wrong type count as absent. */
export function asUser(value: unknown): User | null {
  if (!isObject(value)) return null
  const { login, email, phone, gender, userpic, region } = value
  if (!isText(login)) return null
  return {
    login,
    ...(isText(email) && { email }),
    ...(isText(phone) && { phone }),
    ...(typeof gender === 'boolean' && { gender }),
    ...(isText(userpic) && { userpic }),
    ...(isText(region) && { region }),
  }
}

/** The tools in an answer to GET /password/tools. */
export function readTools(body: unknown): Tools | null {
  if (!isObject(body) || !isObject(body.tools)) return null
  const { email, push } = body.tools
  const days = Array.isArray(push) ? push : []
  return { email: email === true, push: days.filter(isText) }
}

/** The tool in an answer to POST /password/request. */
export function readTool(body: unknown): string | null {
  return isObject(body) && isText(body.tool) ? body.tool : null
}

/** The account in an answer to GET /account. */
export function readHolder(body: unknown): Holder | null {
  if (!isObject(body) || !isObject(body.account)) return null
  const { id, username, email } = body.account
  const login = isText(username) ? username : email
  return isText(id) && isText(login) ? { accountId: id, login } : null
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
