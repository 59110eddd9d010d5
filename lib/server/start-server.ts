import { sweep } from '@/lib/account/operations/operator/sweep'
import { answerRequest } from '@/lib/account/operations/recovery/answer-request'
import { authSecret, config } from '@/lib/config'
import { openControl } from '@/lib/control/serve-control'
import { closeDatabase, openDatabase } from '@/lib/db/open-database'
import { isUnavailable } from '@/lib/db/unavailable'
import { closeOutbox, openOutbox } from '@/lib/delivery/outbox'
import { startWorkers } from '@/lib/delivery/start-workers'
import { policy } from '@/lib/policy'
import { log } from '@/lib/process/log'
import { reasonOf } from '@/lib/process/reason-of'
import { openServer } from './http-server'
import { logFramework } from './log-framework'
import { measureServer } from './measure-server'
import { nextApp } from './next-app'
import { stopOnFaults, stopOnSignals } from './stop-server'
import { isServing } from './traffic'

/**
 * Starts what stands behind the routes, before the first of them answers: the configuration is read, the
 * database opened and migrated, the outbox worked. A server that cannot work says why and ends.
 */
export async function startServer(): Promise<void> {
  try {
    await start()
  } catch (error) {
    giveUp(error)
  }
}

function giveUp(error: unknown): void {
  console.error(`\n  Latchkey cannot start. ${reasonOf(error)}\n`)
  process.exit(1)
}

async function start(): Promise<void> {
  const app = nextApp()
  const { metricsToken, isDevelopment } = config()
  authSecret()
  if (metricsToken !== null) measureServer()
  stopOnSignals()
  if (!isDevelopment) stopOnFaults()
  warnOfSettings()
  await openServer(app)
  await openOrRetry()
}

/** What an operator should know to be set, where it is not meant for every day. */
function warnOfSettings(): void {
  const { rateLimit, allowedOrigins, runsWorker } = config()
  if (rateLimit === 'off')
    log().warn({ event: 'rate_limit_off', note: 'RATE_LIMIT=off is for benchmarks only' })
  if (allowedOrigins.includes('null'))
    log().warn({
      event: 'null_origin_allowed',
      note: 'ALLOWED_ORIGINS has null: any sandboxed frame or local file in a browser counts as your app',
    })
  if (!runsWorker)
    log().warn({
      event: 'work_off',
      note: 'WORK=off: no mail or push message leaves, and nothing is cleaned up',
    })
}

/**
 * Opens the database. While its server is away this process serves already, and says "too busy" at every channel:
 * it is tried again until it is there.
 */
async function openOrRetry(): Promise<void> {
  try {
    await open()
  } catch (error) {
    if (!isUnavailable(error)) throw error
    log().error({ event: 'database_away', error: reasonOf(error), retryMillis: policy.startRetryMillis })
    setTimeout(() => void openOrRetry().catch(giveUp), policy.startRetryMillis)
  }
}

async function open(): Promise<void> {
  const { databaseUrl, dataFolder } = config()
  await openDatabase(databaseUrl === null ? { folder: dataFolder } : { url: databaseUrl })
  await openWorkedOutbox().catch(async (error: unknown) => {
    await closeDatabase()
    throw error
  })
  await openControl(dataFolder)
  tellStarted()
  if (!config().isDevelopment) logFramework()
}

async function openWorkedOutbox(): Promise<void> {
  const { runsWorker } = config()
  await openOutbox({ isWorked: runsWorker })
  if (!runsWorker) return
  await startWorkers({ answerRequest, sweep, isServing }).catch(async (error: unknown) => {
    await closeOutbox()
    throw error
  })
}

function tellStarted(): void {
  const { databaseUrl, appUrl, mailTransport, apns, fcm, runsWorker } = config()
  log().info({
    event: 'started',
    appUrl,
    database: databaseUrl === null ? 'embedded' : 'server',
    mail: mailTransport,
    push: [apns && 'apns', fcm && 'fcm'].filter(Boolean),
    work: runsWorker ? 'on' : 'off',
  })
  console.log(`\n  Latchkey  ${appUrl}  (APP_URL: forms that come from any other address are refused)`)
  if (mailTransport === 'inbox')
    console.log(`  Inbox     ${appUrl}/inbox  (no mail service is configured: mails land here)`)
  if (!runsWorker) console.log('  WORK=off  Nothing is delivered or cleaned up: all waits in the database')
  console.log()
}
