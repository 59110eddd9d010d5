import type { Transaction } from '@/lib/db/client'
import { rememberedMillis, rememberKey, takeFrom } from '@/lib/db/counter'

/** What has its time, by the database's clock, so that all servers agree. */

/** Whether it is this key's turn: once, and not again for so many seconds. Of two at once one gets it. */
export async function claimSlot(tx: Transaction, key: string, seconds: number): Promise<boolean> {
  return (await takeFrom({ key: `turn:${key}`, attempts: 1, seconds }, tx)) === null
}

/** Asks all servers to leave a channel alone. Of two such times the later one counts. */
export async function pauseTransport(transport: string, seconds: number): Promise<void> {
  await rememberKey(`pause:${transport}`, seconds)
}

/** How long a channel is still to be left alone; 0 when it may be used. */
export async function pauseMillisLeft(transport: string): Promise<number> {
  return await rememberedMillis(`pause:${transport}`)
}
