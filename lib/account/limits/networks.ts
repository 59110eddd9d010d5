import type { RequestContext } from '@/lib/account/request-context'
import { config } from '@/lib/config'
import type { Transaction } from '@/lib/db/client'
import { isKeyRemembered, rememberKey } from '@/lib/db/counter'
import { knownNetworkDays } from '@/lib/policy'
import { keyOf } from './attempts'

/** Limits count an IPv4 address, or an IPv6 /64, which usually belongs to one customer, as one network. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const canonical = URL.canParse(`http://[${address}]`)
    ? new URL(`http://[${address}]`).hostname.slice(1, -1)
    : ''
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical)
  if (mapped) return mapped.slice(1).flatMap(bytesOf).join('.')
  const [head = '', tail] = canonical.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(8 - front.length - back.length).fill('0')
  return [...front, ...zeros, ...back].slice(0, 4).join(':')
}

function bytesOf(group: string): number[] {
  const number = Number.parseInt(group, 16)
  return [number >> 8, number & 255]
}

/** Makes the request's network a known network of the account. Only after the owner was authenticated. */
export async function rememberNetwork(
  context: RequestContext,
  accountId: string,
  tx?: Transaction,
): Promise<void> {
  if (config().rateLimit === 'off') return
  await rememberKey(knownNetworkKey(context, accountId), knownNetworkDays * 24 * 3_600, tx)
}

/** Whether neither the request's network nor its session is known to the account. */
export async function isUnfamiliar(context: RequestContext, subject: string): Promise<boolean> {
  const { caller } = context
  // A revoked session may still be held by the attacker, so only an expired one counts.
  const expiredFor = caller.kind === 'guest' && caller.ended === 'expired' ? caller.formerAccountId : null
  const sessionAccountId = caller.kind === 'member' ? caller.account.id : expiredFor
  if (sessionAccountId === subject) return false
  return !(await isKeyRemembered(knownNetworkKey(context, subject)))
}

export function networkKeyOf({ address }: RequestContext, subject: string): string {
  return `${subject} ${networkOf(address)}`
}

/** Rows under this name live for months: with another name an update would forget every known network. */
function knownNetworkKey(context: RequestContext, subject: string): string {
  return keyOf('knownPlace', networkKeyOf(context, subject))
}
