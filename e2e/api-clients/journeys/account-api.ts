import type { paths } from '@generated/account'
import createClient, { type ClientOptions } from 'openapi-fetch'

/** The client for "who am I" and signing out, which every dialect uses. */
export function accountApi(serverUrl: string, options: ClientOptions) {
  return createClient<paths>({ baseUrl: `${serverUrl}/api`, ...options })
}

/** The same with a bearer token. */
export function accountApiOf(serverUrl: string, token: string) {
  return accountApi(serverUrl, { headers: { authorization: `Bearer ${token}` } })
}

/** The address of the signed-in user, or null. */
export async function whoAmI(api: ReturnType<typeof accountApi>): Promise<string | null> {
  const { data } = await api.GET('/account')
  return data?.account.email ?? null
}
