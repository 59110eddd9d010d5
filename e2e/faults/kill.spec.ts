import { randomBytes } from 'node:crypto'
import { setTimeout as pass } from 'node:timers/promises'
import { startPostgres } from '@/e2e/support/postgres-server'
import { Registrars, verificationMails, withAccount } from '@/e2e/support/registrars'
import { RestApi } from '@/e2e/support/rest-api'
import { launchServer, type RunningServer, startServer } from '@/e2e/support/server'
import { expect, test } from '@/e2e/support/test'

test.describe.configure({ mode: 'default', timeout: 900_000 })

const clients = 4
const rounds = 12
// A killed worker's job is found by its missing heartbeat, and then waits for its next try.
const deliveryTimeout = 150_000

test('killed at any moment, a server has lost nothing that it answered with success', async () => {
  const registrars = new Registrars()
  let server = await startServer()
  const { dataFolder } = server
  for (let round = 0; round < rounds; round++) {
    const registering = registrars.run(server.url, clients)
    // Every third kill comes soon after the start, whatever is done by then; the others amid answers.
    if (round % 3 !== 0) await registrars.answered()
    await pass(50 + Math.random() * (round % 3 === 0 ? 1_450 : 500))
    await server.kill()
    await registering
    server = await startServer({ dataFolder })
  }
  await expectWhole(server, registrars)
  await server.stop()
})

test('one of two servers on one PostgreSQL is killed again and again: the same holds', async () => {
  const postgres = await startPostgres()
  const AUTH_SECRET = randomBytes(32).toString('base64url')
  const env = { DATABASE_URL: await postgres.createDatabase('latchkey'), AUTH_SECRET }
  const registrars = new Registrars()
  const first = await launchServer({ env })
  const { dataFolder } = first
  let second: RunningServer = await launchServer({ env, dataFolder }).then(async (launched) => {
    // Both find an empty database at the same moment: one migrates, the other waits.
    await Promise.all([first.ready(), launched.ready()])
    return launched
  })
  for (let round = 0; round < rounds / 3; round++) {
    const registering = [registrars.run(first.url, clients / 2), registrars.run(second.url, clients / 2)]
    await registrars.answered()
    await pass(Math.random() * 500)
    await second.kill()
    second = await startServer({ env, dataFolder })
    registrars.stop()
    await Promise.all(registering)
  }
  await expectWhole(first, registrars)
  await Promise.all([first.stop(), second.stop()])
  await postgres.stop()
})

/** Every promise is kept, exactly once; and what was not promised is there whole or not at all. */
async function expectWhole(server: RunningServer, registrars: Registrars): Promise<void> {
  const { acknowledged, tried, refusals } = registrars
  expect(refusals).toEqual([])
  expect(acknowledged.length).toBeGreaterThan(clients)
  const there = (await withAccount(server.url, tried)).map(({ email }) => email)
  expect(there).toEqual(expect.arrayContaining(acknowledged.map(({ email }) => email)))

  const oneEach = Object.fromEntries(there.toSorted().map((email) => [email, 1]))
  const mails = async () => Object.fromEntries([...(await verificationMails(server.dataFolder))].toSorted())
  await expect.poll(mails, { timeout: deliveryTimeout }).toEqual(oneEach)

  const rest = new RestApi(server.url)
  const again = await Promise.all(tried.slice(-20).map((person) => rest.post('register', person)))
  expect(again.map(({ status }) => status)).toEqual(again.map(() => 201))
}

test('killed during its first start, a server leaves a folder that opens', async () => {
  const before = performance.now()
  const measured = await startServer()
  const firstStartMillis = performance.now() - before
  await measured.kill()
  for (const share of [0.15, 0.4, 0.6, 0.75, 0.9]) {
    const launched = await launchServer()
    await pass(firstStartMillis * share)
    await launched.kill()
    const server = await startServer({ dataFolder: launched.dataFolder })
    await new RestApi(server.url).register()
    await server.kill()
  }
})

test('a folder in use is refused by name of its holder, and the lock of a dead one taken over', async () => {
  const holder = await startServer()
  const { dataFolder } = holder
  await expectRefused(holder)
  // A holder that is silent for long is alive all the same.
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
  expect(second.output()).toContain('give this one another DATA_DIR')
}
