import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test, vi } from 'vitest'
import { freePort } from './free-port'

const numberFor = (port: number) => (port - 10_000 + 0.5) / 22_000

/** Makes `freePort` look at this port first. */
function lookFirstAt(port: number): void {
  vi.spyOn(Math, 'random').mockReturnValueOnce(numberFor(port))
}

test('a port is not given twice, neither here nor by another process', async () => {
  const port = await freePort()
  lookFirstAt(port)
  expect(await freePort()).not.toBe(port)
  const elsewhere = `
    const numbers = [${numberFor(port)}, 0.25, 0.5, 0.75]
    Math.random = () => numbers.shift()
    const { freePort } = await import('./lib/testing/servers/free-port.ts')
    console.log(await freePort())
    process.exit()`
  const options = ['--import', 'tsx', '--input-type=module', '-e', elsewhere]
  expect(Number(execFileSync(process.execPath, options, { encoding: 'utf8' }))).not.toBe(port)
})

test.each(['127.0.0.1', '0.0.0.0'])('a port is not given where a server listens on %s', async (host) => {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  lookFirstAt(port)
  expect(await freePort()).not.toBe(port)
  server.close()
})

test('a port that browsers block is not given', async () => {
  lookFirstAt(10_080)
  expect(await freePort()).not.toBe(10_080)
})
