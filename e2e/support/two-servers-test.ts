import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { startPostgres } from '@/lib/testing/servers/postgres-server'
import { startSmtp } from '@/lib/testing/servers/smtp-sink'
import { Doors } from './doors'
import { fromElsewhere } from './limited-test'
import { launchServer, type RunningServer } from './server'
import { postSettings, SmtpPost } from './smtp-post'
import { test as base } from './test'

interface Site {
  readonly servers: readonly [RunningServer, RunningServer]
  readonly post: SmtpPost
  readonly database: Client
  /** The doors of the servers in turn, for somebody from a network of their own each time. */
  doors(): Doors
}

/** The test with two servers of the worker's own on one PostgreSQL, which count tries together and send by SMTP. */
export const test = base.extend<object, { site: Site; server: RunningServer }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: how Playwright says that a fixture needs no other
    async ({}, use) => {
      const [postgres, sink] = await Promise.all([startPostgres(), startSmtp()])
      const env = {
        DATABASE_URL: await postgres.createDatabase('latchkey'),
        AUTH_SECRET: randomBytes(32).toString('base64url'),
        RATE_LIMIT: 'on',
        TRUSTED_PROXIES: '1',
        ...postSettings(sink),
      }
      const servers = await Promise.all([launchServer({ env }), launchServer({ env })])
      await Promise.all(servers.map((server) => server.ready()))
      const post = new SmtpPost(sink, servers[0].url)
      const database = new Client({ connectionString: env.DATABASE_URL })
      await database.connect()
      let turn = 0
      const doors = () => new Doors(servers[turn++ % 2]?.url ?? '', post, fromElsewhere())
      await use({ servers, post, database, doors })
      await database.end()
      await Promise.all(servers.map((server) => server.stop()))
      await Promise.all([sink.close(), postgres.stop()])
    },
    { scope: 'worker', timeout: 200_000 },
  ],
  server: [async ({ site }, use) => use(site.servers[0]), { scope: 'worker' }],
})
