import { sweep } from '@/lib/account/operations/operator/sweep'
import { answerRequest } from '@/lib/account/operations/recovery/answer-request'
import { authSecret, config } from '@/lib/config'
import { openControl } from '@/lib/control/serve-control'
import { closeDatabase, openDatabase } from '@/lib/db/open-database'
import { isUnavailable } from '@/lib/db/unavailable'
import { closeOutbox, openOutbox } from '@/lib/delivery/outbox'
import { startWorkers } from '@/lib/delivery/start-workers'
import { policy } from '@/lib/policy'
import { errorMessage } from '@/lib/process/error-message'
import { log } from '@/lib/process/log'
import { openServer } from './http-server'
import { logFrameworkMessages } from './log-framework-messages'
import { measureServer } from './measure-server'
import { nextApp } from './next-app'
import { stopOnFaults, stopOnSignals } from './stop-server'
import { isServing } from './traffic'

/** Starts everything that the routes need. If that fails, prints the reason and exits. */
export async function startServer(): Promise<void> {
  try {
    await start()
  } catch (error) {
    exitWithError(error)
  }
}

function exitWithError(error: unknown): void {
  console.error(`\n  Latchkey cannot start. ${errorMessage(error)}\n`)
  process.exit(1)
}

async function start(): Promise<void> {
  const app = nextApp()
  const { metricsToken, isDevelopment } = config()
  authSecret()
  if (metricsToken !== null) measureServer()
  stopOnSignals()
  if (!isDevelopment) stopOnFaults()
  warnAboutSettings()
  await openServer(app)
  await openOrRetry()
}

function warnAboutSettings(): void {
  const { rateLimit, allowedOrigins, runsWorker } = config()
  if (rateLimit === 'off')
    log().warn({ event: 'rate_limit_off', note: 'RATE_LIMIT=off: use it for benchmarks only' })
  if (allowedOrigins.includes('null'))
    log().warn({
      event: 'null_origin_allowed',
      note: 'ALLOWED_ORIGINS contains null: any sandboxed frame or local file in a browser is treated as your app',
    })
  if (!runsWorker)
    log().warn({
      event: 'work_off',
      note: 'WORK=off: this server sends no mail or push messages and cleans up nothing',
    })
}

/** Opens the database, and retries while it is unavailable: until then every channel answers 503. */
async function openOrRetry(): Promise<void> {
  try {
    await openServices()
  } catch (error) {
    if (!isUnavailable(error)) throw error
    log().error({ event: 'database_away', error: errorMessage(error), retryMillis: policy.startRetryMillis })
    setTimeout(() => void openOrRetry().catch(exitWithError), policy.startRetryMillis)
  }
}

async function openServices(): Promise<void> {
  const { databaseUrl, dataFolder } = config()
  await openDatabase(databaseUrl === null ? { folder: dataFolder } : { url: databaseUrl })
  await openOutboxAndWorker().catch(async (error: unknown) => {
    await closeDatabase()
    throw error
  })
  await openControl(dataFolder)
  logStarted()
  if (!config().isDevelopment) logFrameworkMessages()
}

async function openOutboxAndWorker(): Promise<void> {
  const { runsWorker } = config()
  await openOutbox({ isWorked: runsWorker })
  if (!runsWorker) return
  await startWorkers({ answerRequest, sweep, isServing }).catch(async (error: unknown) => {
    await closeOutbox()
    throw error
  })
}

function logStarted(): void {
  const { databaseUrl, appUrl, mailTransport, apns, fcm, runsWorker } = config()
  log().info({
    event: 'started',
    appUrl,
    database: databaseUrl === null ? 'embedded' : 'server',
    mail: mailTransport,
    push: [apns && 'apns', fcm && 'fcm'].filter(Boolean),
    work: runsWorker ? 'on' : 'off',
  })
  console.log(`\n  Latchkey  ${appUrl}  (APP_URL: forms from any other address are refused)`)
  if (mailTransport === 'inbox')
    console.log(`  Inbox     ${appUrl}/inbox  (no mail service is configured: mails are shown here)`)
  if (!runsWorker)
    console.log('  WORK=off  This server delivers and cleans up nothing: everything waits in the database')
  console.log()
}
