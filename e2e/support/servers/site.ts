import { randomBytes } from 'node:crypto'
import { Channels } from '@/e2e/support/channels/channels'
import { freePort } from '@/lib/testing/servers/free-port'
import { type PostgresServer, startPostgres } from '@/lib/testing/servers/postgres-server'
import { TcpProxy } from '@/lib/testing/servers/tcp-proxy'
import { Mailbox } from './mailbox'
import { createMigrated } from './migrated-database'
import { type LaunchedServer, launchServer } from './server'

/** Servers on one PostgreSQL, behind two proxies: one to the database, one to the servers in turn. */
export interface Site {
  readonly postgres: PostgresServer
  /** Between the servers and their database. */
  readonly database: TcpProxy
  /** Between the clients and the servers. */
  readonly balancer: TcpProxy
  readonly servers: LaunchedServer[]
  readonly databaseUrl: string
  /** Of the servers and of every command for them. */
  readonly authSecret: string
  readonly mailbox: Mailbox
  readonly channels: Channels
  /** Sends new connections only to the chosen servers. */
  routeTo(isChosen: (server: LaunchedServer) => boolean): void
  /** Restarts an ended server on its old port. */
  restart(index: number): Promise<void>
  /** Fails when a server has logged an unexpected error. */
  stop(): Promise<void>
}

/**
 * Starts servers at once on a database without accounts, and waits until they are ready.
 *
 * @param databaseUrl another route to the database's proxy
 */
export async function startSite(
  count: number,
  env: Readonly<Record<string, string>> = {},
  parts: { postgres?: PostgresServer; name?: string; databaseUrl?: (url: string) => string } = {},
): Promise<Site> {
  const postgres = parts.postgres ?? (await startPostgres())
  const database = await TcpProxy.start(postgres.port)
  const direct = database.through(await createMigrated(postgres, parts.name ?? 'latchkey'))
  const databaseUrl = parts.databaseUrl?.(direct) ?? direct
  const balancer = await TcpProxy.start()
  const authSecret = randomBytes(32).toString('base64url')
  const settings = { DATABASE_URL: databaseUrl, AUTH_SECRET: authSecret, APP_URL: balancer.url, ...env }
  const first = await launchServer({ env: settings })
  const launch = (port?: number) =>
    launchServer({ env: settings, dataFolder: first.dataFolder, ...(port && { port }) })
  const servers = [first]
  while (servers.length < count) servers.push(await launch(await freePort()))
  balancer.setTargets(...servers.map(portOf))
  await Promise.all(servers.map((server) => server.ready()))
  const mailbox = new Mailbox(balancer.url)
  const everStarted = [...servers]
  const outputs = () => everStarted.map((server) => server.output()).join('')
  return {
    postgres,
    database,
    balancer,
    servers,
    databaseUrl,
    authSecret,
    mailbox,
    channels: new Channels(balancer.url, mailbox),
    routeTo: (isChosen) => balancer.setTargets(...servers.filter(isChosen).map(portOf)),
    async restart(index) {
      const old = servers[index]
      if (!old) throw new Error(`there is no server ${index}`)
      const restarted = await launch(portOf(old))
      servers[index] = restarted
      everStarted.push(restarted)
      await restarted.ready()
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()))
      await balancer.stop()
      await database.stop()
      if (!parts.postgres) await postgres.stop()
      const unexpectedErrors = outputs().match(/^.*"event":"(server_fault|stop_fault)".*$/gm) ?? []
      if (unexpectedErrors.length) throw new Error(unexpectedErrors.slice(0, 5).join('\n'))
    },
  }
}

function portOf({ url }: { url: string }): number {
  return Number(new URL(url).port)
}
