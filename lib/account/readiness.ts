import { prisma } from '@/lib/db/client'

const patienceMillis = 1_000

/** Whether the database answers at once. */
export async function isDatabaseReady(): Promise<boolean> {
  const answer = Promise.resolve()
    .then(() => prisma().$queryRaw`SELECT 1`)
    .then(() => true)
    .catch(() => false)
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMillis)
  })
  return await Promise.race([answer, tooLate]).finally(() => clearTimeout(timer))
}
