import { readdirSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { withAccount } from '@/e2e/support/clients/registrars'
import { RestApi } from '@/e2e/support/clients/rest-api'
import { expect, test } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import {
  type LaunchedServer,
  launchServer,
  type RunningServer,
  startServer,
} from '@/e2e/support/servers/server'

test.describe.configure({ mode: 'default', timeout: 240_000 })

/** Left by one test to the next, which needs any. */
let running: RunningServer | undefined
test.afterAll(() => running?.kill())

test('R03: a server killed during its first start leaves a folder that opens', async () => {
  await expectToOpen(async ({ dataFolder }) => {
    const isBegun = () => readdirSync(dataFolder).some((name) => name.startsWith('db.new.'))
    await expect.poll(isBegun, { timeout: 60_000, intervals: [10] }).toBe(true)
  })
  if (!faultSize.isFull) return
  const before = performance.now()
  const measured = await startServer({ dataFolder: await emptyFolder() })
  const firstStartMillis = performance.now() - before
  await measured.kill()
  for (const share of [0.2, 0.5, 0.8]) await expectToOpen(() => pass(firstStartMillis * share))
})

test("R05: a folder in use is rejected with its holder's name, and the lock of a dead process is taken over", async () => {
  const holder = running ?? (await startServer())
  running = undefined
  const { dataFolder } = holder
  if (faultSize.isFull) await expectRefused(holder)
  // A holder that does not respond for long is still alive.
  process.kill(holder.pid, 'SIGSTOP')
  await expectRefused(holder)
  process.kill(holder.pid, 'SIGCONT')
  const person = await new RestApi(holder.url).register()

  await holder.kill()
  const heir = await startServer({ dataFolder })
  expect(await withAccount(heir.url, [person])).toEqual([person])
  await heir.stop()
})

async function expectRefused({ dataFolder, pid }: RunningServer): Promise<void> {
  const second = await launchServer({ dataFolder })
  expect(await second.ended()).toBe(1)
  expect(second.output()).toContain(`The database in ${dataFolder} is in use by process ${pid} `)
  expect(second.output()).toContain('set another DATA_DIR')
}

async function expectToOpen(untilKill: (launched: LaunchedServer) => Promise<void>): Promise<void> {
  const launched = await launchServer({ dataFolder: await emptyFolder() })
  await untilKill(launched)
  await launched.kill()
  await running?.kill()
  running = await startServer({ dataFolder: launched.dataFolder })
  await new RestApi(running.url).register()
}

/** Without the database that other tests start with. */
function emptyFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'latchkey-e2e-'))
}
