import { answerRequest } from '@/lib/account/answer-request'
import { writeRefusals } from '@/lib/account/note-refusal'
import { sweep } from '@/lib/account/sweep'
import { authSecret, config } from '@/lib/config'
import { closeControl, openControl } from '@/lib/control/serve-control'
import { closeDatabase, openDatabase } from '@/lib/db/client'
import { endInboxWaits } from '@/lib/delivery/inbox-watch'
import { closeOutbox, openOutbox } from '@/lib/delivery/outbox'
import { work } from '@/lib/delivery/work'
import { log } from '@/lib/log'
import { measureServer } from '@/lib/measure-server'
import { stopHashing } from '@/lib/passwords/hash-password'
import { clearOnSignOut } from './http/clear-on-sign-out'
import { drainRequests, watchServer } from './http/drain'
import { speakAsGalleryAddressed } from './http/gallery'
import { identifyRequests } from './http/identify-requests'
import { logRequests } from './http/log-requests'
import { mendRequests } from './http/mend-requests'
import { areEarlyRequestsKept, forgetEarlyRequests } from './http/on-request'
import { recordPeers } from './http/peer'
import { secureAnswers } from './http/secure-answers'
import { isServing, watchTraffic } from './http/traffic'

/**
 * Starts what stands behind the routes, before the first of them answers: the configuration is read, the
 * database opened and migrated, the outbox worked. A server that cannot work says why and ends.
 */
export async function startServer(): Promise<void> {
  try {
    await start()
  } catch (error) {
    console.error(`\n  Latchkey cannot start. ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

async function start(): Promise<void> {
  const { databaseUrl, dataFolder, appUrl, mailTransport, apns, fcm, metricsToken, rateLimit } = config()
  authSecret()
  watchRequests()
  if (metricsToken !== null) measureServer()
  forgetEarlyRequests()
  await openDatabase(databaseUrl === null ? { folder: dataFolder } : { url: databaseUrl })
  await openOutbox()
  await work({ answerRequest, sweep, isServing })
  if (databaseUrl === null) await openControl(dataFolder)
  stopOnSignals()
  if (rateLimit === 'off')
    log().warn({ event: 'rate_limit_off', note: 'RATE_LIMIT=off is for benchmarks only' })
  log().info({
    event: 'started',
    database: databaseUrl === null ? 'embedded' : 'server',
    mail: mailTransport,
    push: [apns && 'apns', fcm && 'fcm'].filter(Boolean),
  })
  console.log(`\n  Latchkey  ${appUrl}`)
  if (mailTransport === 'inbox')
    console.log(`  Inbox     ${appUrl}/inbox  (no mail service is configured: mails land here)`)
  console.log()
}

/** All that happens to a request before Next sees it, in this order. */
function watchRequests(): void {
  if (!config().isDevelopment && !areEarlyRequestsKept()) throw new Error('It is started by `npm start`.')
  mendRequests()
  recordPeers()
  secureAnswers()
  clearOnSignOut()
  identifyRequests()
  speakAsGalleryAddressed()
  logRequests()
  watchServer()
  watchTraffic()
}

/**
 * Next would end the process when the requests are done, with deliveries under way and the database open. Its
 * handlers are replaced, so that everything ends in order: requests first, the database last.
 */
function stopOnSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.removeAllListeners(signal)
    process.once(signal, stopServer)
  }
}

async function stopServer(): Promise<void> {
  log().info({ event: 'stopping' })
  try {
    endInboxWaits()
    await closeControl()
    await drainRequests()
    await closeOutbox()
    await stopHashing()
    await writeRefusals()
    await closeDatabase()
    process.exit(0)
  } catch (error) {
    log().error({ event: 'stop_fault', error: String(error) })
    process.exit(1)
  }
}
