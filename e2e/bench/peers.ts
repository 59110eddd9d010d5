import { execFileSync } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onDatabase } from '@/lib/testing/servers/on-database'
import type { PostgresServer } from '@/lib/testing/servers/postgres-server'
import type { Load } from './run-load'
import { measured, measuredPassword } from './seed'
import { type MeasuredServer, startNext } from './servers'

/** Alternative products, installed for the run into a folder of their own: they are not dependencies. */

type RequestLoad = Pick<Load, 'method' | 'path' | 'variants' | 'statuses'>

export interface Peer {
  readonly name: string
  readonly server: MeasuredServer
  readonly check: RequestLoad
  readonly signIn: RequestLoad | null
  readonly registration: RequestLoad | null
  readonly loginPage: string | null
}

const scratch = path.join(tmpdir(), 'latchkey-bench-peers')
const secret = 'for measuring only: no account of anybody'
const otherAccounts = 10_000

function install(peer: string, commands: readonly string[][]): string {
  const folder = path.join(scratch, peer)
  if (existsSync(path.join(folder, '.next', 'BUILD_ID'))) return folder
  cpSync(path.join('e2e/bench/peers', peer), folder, { recursive: true })
  const run = (command: string, ...options: string[]) =>
    execFileSync(command, options, {
      cwd: folder,
      stdio: 'inherit',
      env: { ...process.env, AUTH_SECRET: secret },
    })
  run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund')
  for (const [command = '', ...options] of commands) run('npx', '--no-install', command, ...options)
  return folder
}

async function prepare(folder: string, url: string, fill: string): Promise<void> {
  const env = { ...process.env, DATABASE_URL: url, BETTER_AUTH_SECRET: secret }
  execFileSync(process.execPath, ['migrate.mjs'], { cwd: folder, env, stdio: 'inherit' })
  await onDatabase(url, (client) => client.query(fill))
}

/** better-auth with its own `pg` adapter: its fastest configuration that asks the database. */
export async function startBetterAuth(postgres: PostgresServer): Promise<Peer> {
  const folder = install('better-auth', [['next', 'build']])
  const url = await postgres.createDatabase('better_auth')
  await prepare(
    folder,
    url,
    `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", username, "displayUsername")
       SELECT 'other' || n, 'Other', 'other' || n || '@example.com', true, now(), now(), 'other' || n, 'other' || n
       FROM generate_series(1, ${otherAccounts}) n;
     INSERT INTO "session" (id, "expiresAt", token, "createdAt", "updatedAt", "userId")
       SELECT 'other' || n, now() + interval '7 days', md5('other' || n), now(), now(), 'other' || n
       FROM generate_series(1, ${otherAccounts}) n;
     ANALYZE`,
  )
  const env = { DATABASE_URL: url, BETTER_AUTH_SECRET: secret }
  const server = await startNext(folder, '/api/auth/ok', env, (own) => ({ BETTER_AUTH_URL: own }))
  const origin = { 'content-type': 'application/json', origin: server.url }
  const post = (path: string, bodies: object[]): RequestLoad => ({
    method: 'POST',
    path: `/api/auth/${path}`,
    variants: bodies.map((body) => ({ headers: origin, body: JSON.stringify(body) })),
    statuses: [200],
  })
  const names = measured.map(({ username, email }) => ({
    username,
    email,
    name: username,
    password: measuredPassword,
  }))
  const cookies = await signUpAll(server.url, post('sign-up/email', names))
  const person = {
    email: 'new{{n}}@example.com',
    username: 'new{{n}}',
    name: 'New',
    password: measuredPassword,
  }
  return {
    name: 'better-auth',
    server,
    check: {
      method: 'GET',
      path: '/api/auth/get-session',
      variants: cookies.map((cookie) => ({ headers: { cookie } })),
      statuses: [200],
    },
    signIn: post(
      'sign-in/email',
      measured.map(({ email }) => ({ email, password: measuredPassword })),
    ),
    registration: post('sign-up/email', [person]),
    loginPage: '/login',
  }
}

async function signUpAll(url: string, { path, variants }: RequestLoad): Promise<string[]> {
  const cookies: string[] = []
  for (const { headers = {}, body = '' } of variants) {
    const answer = await fetch(url + path, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    cookies.push(
      answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; '),
    )
  }
  return cookies
}

/** Auth.js with sessions in the database, through its Prisma adapter. */
export async function startAuthJs(postgres: PostgresServer): Promise<Peer> {
  const folder = install('auth-js', [
    ['prisma', 'generate'],
    ['next', 'build'],
  ])
  const url = await postgres.createDatabase('auth_js')
  await prepare(
    folder,
    url,
    `INSERT INTO "User" (id, email) SELECT 'other' || n, 'other' || n || '@example.com'
       FROM generate_series(1, ${otherAccounts}) n;
     INSERT INTO "Session" ("sessionToken", "userId", expires)
       SELECT md5('other' || n), 'other' || n, now() + interval '30 days' FROM generate_series(1, ${otherAccounts}) n;
     ANALYZE`,
  )
  const { rows } = await onDatabase(url, (client) =>
    client.query<{ sessionToken: string }>('SELECT "sessionToken" FROM "Session" LIMIT 200'),
  )
  const server = await startNext(folder, '/api/auth/session', { DATABASE_URL: url, AUTH_SECRET: secret })
  const variants = rows.map(({ sessionToken }) => ({
    headers: { cookie: `authjs.session-token=${sessionToken}` },
  }))
  const check: RequestLoad = { method: 'GET', path: '/api/auth/session', variants, statuses: [200] }
  return { name: 'Auth.js', server, check, signIn: null, registration: null, loginPage: null }
}
