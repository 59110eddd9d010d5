import { setTimeout as pass } from 'node:timers/promises'
import { withAccount } from '@/e2e/support/clients/registrars'
import { RestApi } from '@/e2e/support/clients/rest-api'
import { expect, test } from '@/e2e/support/fixtures/test'
import { launchServer, type RunningServer, startServer } from '@/e2e/support/servers/server'

test.describe.configure({ timeout: 240_000 })

test('R03: a server killed during its first start leaves a folder that opens', async () => {
  const before = performance.now()
  const measured = await startServer()
  const firstStartMillis = performance.now() - before
  await measured.kill()
  for (const share of [0.2, 0.5, 0.8]) {
    const launched = await launchServer()
    await pass(firstStartMillis * share)
    await launched.kill()
    const server = await startServer({ dataFolder: launched.dataFolder })
    await new RestApi(server.url).register()
    await server.kill()
  }
})

test("R05: a folder in use is rejected with its holder's name, and the lock of a dead process is taken over", async () => {
  const holder = await startServer()
  const { dataFolder } = holder
  await expectRefused(holder)
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

test('a server that is told to stop twice, as npm and a terminal do, still stops in order', async () => {
  const server = await launchServer()
  await server.ready()
  process.kill(server.pid, 'SIGTERM')
  await expect.poll(() => server.output(), { intervals: [5] }).toContain('"event":"stopping"')
  process.kill(server.pid, 'SIGTERM')
  // An unhandled signal ends a process without an exit code.
  expect(await server.ended()).toBe(0)
})

async function expectRefused({ dataFolder, pid }: RunningServer): Promise<void> {
  const second = await launchServer({ dataFolder })
  expect(await second.ended()).toBe(1)
  expect(second.output()).toContain(`The database in ${dataFolder} is in use by process ${pid} `)
  expect(second.output()).toContain('give this one another DATA_DIR')
}
