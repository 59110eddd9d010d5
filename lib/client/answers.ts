import { asToken } from './credential'
import { fieldsOf, isObject } from './storage'

/** Fields of the account. An empty field is absent. */
export interface User {
  readonly login: string
  readonly email?: string
  readonly phone?: string
  /** True for a woman. */
  readonly gender?: boolean
  readonly userpic?: string
  readonly region?: string
}

export interface Tools {
  readonly email: boolean
  /** Registration dates (dd/mm/yyyy) of the devices that receive push messages, oldest first. */
  readonly push: readonly string[]
}

/** `token` is set when a bearer session was opened. */
export interface SignedIn {
  readonly user: User
  readonly token: string | null
}

export interface SessionOwner {
  readonly accountId: string
  readonly login: string
}

/** Reads the answer to POST /auth. Null for any other body, such as a hotel network's page. */
export function readSignedIn(body: unknown): SignedIn | null {
  const user = readUser(body)
  const { token } = fieldsOf(body)
  return user && { user, token: asToken(token) }
}

export function readUser(body: unknown): User | null {
  const { user } = fieldsOf(body)
  return asUser(user)
}

/** A user from an answer or the storage. Fields of the wrong type count as absent. */
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

export function readTools(body: unknown): Tools | null {
  const { tools } = fieldsOf(body)
  if (!isObject(tools)) return null
  const { email, push } = tools
  const days: unknown[] = Array.isArray(push) ? push : []
  return { email: email === true, push: days.filter(isText) }
}

export function readTool(body: unknown): string | null {
  const { tool } = fieldsOf(body)
  return isText(tool) ? tool : null
}

export function readSessionOwner(body: unknown): SessionOwner | null {
  const { account } = fieldsOf(body)
  const { id, username, email } = fieldsOf(account)
  const login = isText(username) ? username : email
  return isText(id) && isText(login) ? { accountId: id, login } : null
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
