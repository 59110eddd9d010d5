import path from 'node:path'
import { compile } from '@/e2e/api-clients/compile'
import { generateFetchTypes } from '@/e2e/api-clients/generate'
import type { JourneyContext } from '@/e2e/api-clients/journey'
import { expect, test } from '@/e2e/support/fixtures/test'
import { references } from '@/lib/dialects/references'
import { unique } from '@/lib/testing/accounts'

/** A new user's first requests, sent by a client generated from the server's own document. */

const dialects = references.map(({ dialect: { name } }) => name)

for (const name of dialects) {
  test(`${name}: a generated client completes the journey`, async ({ server, mailbox }, testInfo) => {
    const folder = testInfo.outputPath()
    for (const dialect of dialects) {
      const document = await (await fetch(`${server.url}/api/${dialect}/openapi.json`)).text()
      await generateFetchTypes(document, dialect, path.join(folder, 'fetch'))
    }
    expect(await compile(folder, 'node_modules/typescript', [name])).toBe('')

    const username = unique('ada')
    const email = `${username}@example.com`
    const { runJourney } = (await import(`@/e2e/api-clients/journeys/${name}`)) as Journey
    await runJourney({
      serverUrl: server.url,
      username,
      email,
      nextTicket: (page) => mailbox.nextTicket(email, page),
      nextMail: async (subject) => (await mailbox.next(email, subject)).text,
    })
  })
}

interface Journey {
  runJourney(context: JourneyContext): Promise<void>
}
