import { Prisma, prisma } from '@/lib/db/client'

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

// Prisma's codes for: no connection, connection lost, time-outs of the pool, of a start and of a conflict.
const passingCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034'])

/** Whether a fault is the database's being away or overloaded, and so likely to pass. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  return error instanceof Prisma.PrismaClientKnownRequestError && passingCodes.has(error.code)
}
