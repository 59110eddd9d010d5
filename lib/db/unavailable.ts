import { Prisma } from './generated/client'

// No connection, connection lost, time-outs of the pool, of a start and of a conflict; and how the adapter words them.
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'])
const adapterKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionWriteConflict',
])
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
// Classes 08 connection, 40 conflict (deadlock), 53 resources, 57 intervention (statement time-out, shutdown, start);
// 25006 is a server that became a standby, 55P03 a lock that was waited for too long.
const serverCodes = /^(08|40|53|57)[0-9A-Z]{3}$|^25006$|^55P03$/
// What pg says without a code.
const driverWords =
  /^(timeout expi|timeout exceeded when|Connection terminated|Query read timeout|the database went silent)|has been ended|not queryable|Client was closed/

/** Whether a fault is the database's being away, restarting or overloaded, and so likely to pass. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return prismaCodes.has(error.code) || isAdapterUnavailable(error.meta?.driverAdapterError)
  }
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    networkCodes.has(code) ||
    serverCodes.test(code) ||
    driverWords.test(error.message) ||
    isAdapterUnavailable(error)
  )
}

/** What the driver's adapter tells: beside a code of Prisma's that says nothing of it, or thrown as it is. */
function isAdapterUnavailable(told: unknown): boolean {
  const cause = told instanceof Error ? told.cause : null
  if (typeof cause !== 'object' || cause === null) return false
  const kind = 'kind' in cause ? String(cause.kind) : ''
  const code = 'originalCode' in cause ? String(cause.originalCode) : ''
  return adapterKinds.has(kind) || serverCodes.test(code)
}
