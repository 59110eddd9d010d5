import { afterAll, beforeAll, expect, test } from 'vitest'
import { policy } from '@/lib/policy'
import { type PostgresServer, startPostgres } from '@/lib/testing/servers/postgres-server'
import { TcpProxy } from '@/lib/testing/servers/tcp-proxy'
import { BoundedPool, openPool } from './pool'

let postgres: PostgresServer
let way: TcpProxy
beforeAll(async () => {
  postgres = await startPostgres()
  way = await TcpProxy.start(postgres.port)
}, 60_000)
afterAll(async () => {
  await way.stop()
  await postgres.stop()
})

test('R08: of a crowd so many wait for a connection, and the others are told at once that we are too busy', async () => {
  await way.become('black_hole')
  const { port } = way
  const pool = new BoundedPool({ host: '127.0.0.1', port, max: 10, connectionTimeoutMillis: 200 })
  const crowd = Array.from({ length: 10 + policy.waitingForDatabase + 5 }, () => pool.connect())
  const outcomes = await Promise.allSettled(crowd)
  const told = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.message : 'ok'))
  expect(told.filter((message) => message === 'too busy')).toHaveLength(5)
  expect(told.filter((message) => message !== 'too busy')).not.toContain('ok')
  await way.become('open')
})

test('R08: what a transaction did whose server went silent is not committed by the next one', async () => {
  const { pool } = await openPool(way.through(postgres.url))
  await pool.query('CREATE TABLE written (line int)')
  const first = await pool.connect()
  first.on('error', () => {})
  await first.query('BEGIN')
  await first.query('INSERT INTO written VALUES (1)')
  await way.become('black_hole')
  await expect(first.query('SELECT 1')).rejects.toThrow('went silent')
  // Without a word of what happened, as Prisma's adapter does.
  first.release()
  await way.become('open')
  const next = await pool.connect()
  await next.query('BEGIN')
  await next.query('COMMIT')
  expect((await next.query('SELECT count(*)::int AS lines FROM written')).rows).toEqual([{ lines: 0 }])
  next.release()
  await pool.end()
})
