import { prisma } from '@/lib/db/client'
import { boss } from '@/lib/delivery/outbox'

const patienceMillis = 1_000

/** Whether the queue is open and the database answers at once. */
export async function isReady(): Promise<boolean> {
  const answer = ask()
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMillis)
  })
  return await Promise.race([answer, tooLate]).finally(() => clearTimeout(timer))
}

async function ask(): Promise<boolean> {
  try {
    boss()
    await prisma().$queryRaw`SELECT 1`
    return true
  } catch {
    return false
  }
}
