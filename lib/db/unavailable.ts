import { Prisma } from './generated/client'

// No connection, connection lost, timeouts and write conflicts; then the adapter's names for them.
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
// Classes 08 connection, 40 conflict, 53 resources, 57 intervention; 25006 standby server, 55P03 lock timeout.
const serverCodes = /^(08|40|53|57)[0-9A-Z]{3}$|^25006$|^55P03$/
const driverMessages =
  /^(timeout expi|timeout exceeded when|Connection terminated|Query read timeout|the database stopped responding)|has been ended|not queryable|Client was closed/

/** Whether an error means that the database is unreachable, restarting or overloaded, so that a retry may help. */
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
    driverMessages.test(error.message) ||
    isAdapterUnavailable(error)
  )
}

function isAdapterUnavailable(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  if (typeof cause !== 'object' || cause === null) return false
  const kind = 'kind' in cause ? String(cause.kind) : ''
  const code = 'originalCode' in cause ? String(cause.originalCode) : ''
  return adapterKinds.has(kind) || serverCodes.test(code)
}
