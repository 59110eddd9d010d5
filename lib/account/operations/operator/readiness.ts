import { prisma } from '@/lib/db/client'
import { boss } from '@/lib/delivery/outbox'

const timeoutMillis = 1_000

export async function isReady(): Promise<boolean> {
  const answer = checkDatabase()
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMillis)
  })
  return await Promise.race([answer, timeout]).finally(() => clearTimeout(timer))
}

async function checkDatabase(): Promise<boolean> {
  try {
    boss()
    await prisma().$queryRaw`SELECT 1`
    return true
  } catch {
    return false
  }
}
