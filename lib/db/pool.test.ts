import { afterAll, beforeAll, expect, test } from 'vitest'
import { policy } from '@/lib/policy'
import { type PostgresServer, startPostgres } from '@/lib/testing/servers/postgres-server'
import { TcpProxy } from '@/lib/testing/servers/tcp-proxy'
import { BoundedPool, openPool } from './pool'

let postgres: PostgresServer
let proxy: TcpProxy
beforeAll(async () => {
  postgres = await startPostgres()
  proxy = await TcpProxy.start(postgres.port)
})
afterAll(async () => {
  await proxy.stop()
  await postgres.stop()
})

test('R08: a limited number of callers wait for a connection, and the others get TooBusy at once', async () => {
  await proxy.become('black_hole')
  const { port } = proxy
  const pool = new BoundedPool({ host: '127.0.0.1', port, max: 10, connectionTimeoutMillis: 200 })
  const attempts = Array.from({ length: 10 + policy.waitingForDatabase + 5 }, () => pool.connect())
  const outcomes = await Promise.allSettled(attempts)
  const messages = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.message : 'ok'))
  expect(messages.filter((message) => message === 'too busy')).toHaveLength(5)
  expect(messages.filter((message) => message !== 'too busy')).not.toContain('ok')
  await proxy.become('open')
})

test('R08: the next transaction does not commit what one with a silent server wrote', async () => {
  const { pool } = await openPool(proxy.through(postgres.url))
  await pool.query('CREATE TABLE written (line int)')
  const first = await pool.connect()
  first.on('error', () => {})
  await first.query('BEGIN')
  await first.query('INSERT INTO written VALUES (1)')
  await proxy.become('black_hole')
  await expect(first.query('SELECT 1')).rejects.toThrow('stopped responding')
  // Without an error argument, like Prisma's adapter.
  first.release()
  await proxy.become('open')
  const next = await pool.connect()
  await next.query('BEGIN')
  await next.query('COMMIT')
  expect((await next.query('SELECT count(*)::int AS lines FROM written')).rows).toEqual([{ lines: 0 }])
  next.release()
  await pool.end()
})
