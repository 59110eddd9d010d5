import type { RequestContext } from '@/lib/account/request-context'
import { config } from '@/lib/config'
import type { Transaction } from '@/lib/db/client'
import { isKeyRemembered, rememberKey } from '@/lib/db/counter'
import { knownNetworkDays } from '@/lib/policy'
import { keyOf } from './attempts'

/**
 * What is counted as one place: an IPv4 address, however it is spelled, or the /64 of an IPv6 one, which one customer
 * holds whole.
 */
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

/** Makes the visit's network known to an account: it has proved there that it is its owner's. */
export async function rememberNetwork(
  context: RequestContext,
  accountId: string,
  tx?: Transaction,
): Promise<void> {
  if (config().rateLimit === 'off') return
  await rememberKey(
    keyOf('knownNetwork', networkKeyOf(context, accountId)),
    knownNetworkDays * 24 * 3_600,
    tx,
  )
}

/** Whether nobody has signed in to this account where the visit comes from, and its browser shows no session of it. */
export async function isUnfamiliar(context: RequestContext, who: string): Promise<boolean> {
  const { caller } = context
  // One that was ended may be in the hands of whom it was ended for.
  const former = caller.kind === 'guest' && caller.ended === 'expired' ? caller.formerAccountId : null
  const shown = caller.kind === 'member' ? caller.account.id : former
  return shown !== who && !(await isKeyRemembered(keyOf('knownNetwork', networkKeyOf(context, who))))
}

/** Who, and where: what a limit counts for one account at one place. */
export function networkKeyOf({ address }: RequestContext, who: string): string {
  return `${who} ${networkOf(address)}`
}
