import type { paths } from '@generated/account'
import createClient, { type ClientOptions } from 'openapi-fetch'

/** The client that tells who is signed in and signs out, for every dialect. */
export function accountApi(serverUrl: string, options: ClientOptions) {
  return createClient<paths>({ baseUrl: `${serverUrl}/api`, ...options })
}

/** The same for who has a token. */
export function accountApiOf(serverUrl: string, token: string) {
  return accountApi(serverUrl, { headers: { authorization: `Bearer ${token}` } })
}

/** The address of who is signed in; null for nobody. */
export async function whoAmI(api: ReturnType<typeof accountApi>): Promise<string | null> {
  const { data } = await api.GET('/account')
  return data?.account.email ?? null
}
