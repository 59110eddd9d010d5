import { type SmtpSink, startSmtp } from '@/lib/testing/servers/smtp-sink'
import { Doors } from './doors'
import { type RunningServer, startServer } from './server'
import { postSettings, SmtpPost } from './smtp-post'
import { test as base } from './test'

interface MailWorker {
  sink: SmtpSink
  server: RunningServer
}

/** The test with a server of the worker's own that sends by SMTP. */
export const test = base.extend<{ post: SmtpPost; doors: Doors }, MailWorker>({
  sink: [
    // biome-ignore lint/correctness/noEmptyPattern: how Playwright says that a fixture needs no other
    async ({}, use) => {
      const sink = await startSmtp()
      await use(sink)
      await sink.close()
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ sink }, use) => {
      const server = await startServer({ env: postSettings(sink) })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  post: async ({ sink, server }, use) => use(new SmtpPost(sink, server.url)),
  doors: async ({ server, post }, use) => use(new Doors(server.url, post)),
})
