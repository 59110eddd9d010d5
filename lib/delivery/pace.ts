import type { Transaction } from '@/lib/db/client'
import { consumePoint, rememberedMillis, rememberKey } from '@/lib/db/counter'

/** True at most once per key in so many seconds, by database time and for all servers. */
export async function claimSlot(tx: Transaction, key: string, seconds: number): Promise<boolean> {
  return (await consumePoint({ key: `turn:${key}`, attempts: 1, seconds }, tx)) === null
}

/** All servers stop using a transport. The longer pause wins. */
export async function pauseTransport(transport: string, seconds: number): Promise<void> {
  await rememberKey(`pause:${transport}`, seconds)
}

export async function pauseMillisLeft(transport: string): Promise<number> {
  return await rememberedMillis(`pause:${transport}`)
}
