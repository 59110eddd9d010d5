import { asToken } from './credential'
import { fieldsOf, isObject } from './storage'

/** The account's fields as the server tells them; a field that is not filled is absent. */
export interface User {
  readonly login: string
  readonly email?: string
  readonly phone?: string
  /** True for a woman. */
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

/** Who was let in; with a token when a bearer session was opened. */
export interface SignedIn {
  readonly user: User
  readonly token: string | null
}

/** Who a session belongs to, by the server's own word. */
export interface SessionOwner {
  readonly accountId: string
  readonly login: string
}

/** An answer to POST /auth; null when it is none, as the page of a hotel's network. */
export function readSignedIn(body: unknown): SignedIn | null {
  const user = readUser(body)
  const { token } = fieldsOf(body)
  return user && { user, token: asToken(token) }
}

/** The user in an answer that names one. */
export function readUser(body: unknown): User | null {
  const { user } = fieldsOf(body)
  return asUser(user)
}

/** A user that came from the wire or from the storage. Fields of the wrong type count as absent. */
export function asUser(value: unknown): User | null {
  const { login, email, phone, gender, userpic, region } = fieldsOf(value)
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
  const { tools } = fieldsOf(body)
  if (!isObject(tools)) return null
  const { email, push } = tools
  const days: unknown[] = Array.isArray(push) ? push : []
  return { email: email === true, push: days.filter(isText) }
}

/** The tool in an answer to POST /password/request. */
export function readTool(body: unknown): string | null {
  const { tool } = fieldsOf(body)
  return isText(tool) ? tool : null
}

/** The account in an answer to GET /account. */
export function readSessionOwner(body: unknown): SessionOwner | null {
  const { account } = fieldsOf(body)
  const { id, username, email } = fieldsOf(account)
  const login = isText(username) ? username : email
  return isText(id) && isText(login) ? { accountId: id, login } : null
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
