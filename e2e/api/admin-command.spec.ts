import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { expect, test } from '@/e2e/support/fixtures/test'
import { runAdmin } from '@/e2e/support/servers/run-command'
import { startServer } from '@/e2e/support/servers/server'

// Each command starts a process that loads the whole core.
test.describe.configure({ timeout: 240_000 })

const done = (stdout: string) => ({ code: 0, stdout, stderr: '' })

test('roles are granted and revoked while the server runs, after it was killed, and when it runs again', async () => {
  const server = await startServer()
  const { dataFolder } = server
  const login = newLogin()
  await new DeviceApp(server.url).auth({ login, device_id: 'one' })
  expect(await runAdmin({ DATA_DIR: dataFolder }, 'list')).toEqual(
    done('There are no administrators yet: npm run admin -- grant <login>\n'),
  )
  expect(await runAdmin({ DATA_DIR: dataFolder }, 'grant', login)).toEqual(
    done(`${login} is now an administrator.\n`),
  )
  expect(await runAdmin({ DATA_DIR: dataFolder }, 'grant', login)).toEqual(
    done(`${login} is already an administrator.\n`),
  )
  expect(await runAdmin({ DATA_DIR: dataFolder }, 'grant', newLogin())).toEqual({
    code: 1,
    stdout: '',
    stderr: 'There is no such account.\n',
  })
  expect(server.output()).toContain('authz_change')
  await server.kill()
  expect(existsSync(path.join(dataFolder, 'control.sock'))).toBe(true)
  expect(await runAdmin({ DATA_DIR: dataFolder }, 'list')).toEqual(done(`${login}\n`))
  const next = await startServer({ dataFolder })
  expect(await runAdmin({ DATA_DIR: dataFolder }, 'revoke', login)).toEqual(
    done(`${login} is now an ordinary user.\n`),
  )
  await next.stop()
  expect(existsSync(path.join(dataFolder, 'control.sock'))).toBe(false)
})

test('an unknown command is reported, and no database is created where there is none', async () => {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'latchkey-e2e-'))
  for (const options of [['grant'], ['promote', 'toto']])
    expect(await runAdmin({ DATA_DIR: dataFolder }, ...options)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^usage: npm run admin/),
    })
  expect(await runAdmin({ DATA_DIR: dataFolder }, 'list')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^There is no database in/),
  })
  expect(existsSync(path.join(dataFolder, 'db'))).toBe(false)
})
