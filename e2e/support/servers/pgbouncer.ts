import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@/lib/testing/servers/free-port'

const program = '/usr/sbin/pgbouncer'

interface PgBouncer {
  /** The URL of the same database through PgBouncer. */
  through(databaseUrl: string): string
  output(): string
  stop(): Promise<void>
}

export function hasPgBouncer(): boolean {
  return existsSync(program)
}

/**
 * Starts PgBouncer in front of a local PostgreSQL, in transaction mode, otherwise with defaults.
 *
 * @param retrySeconds how long it leaves a PostgreSQL alone that refused it; default: 15
 */
export async function startPgBouncer(postgresPort: number, retrySeconds = 15): Promise<PgBouncer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-pgbouncer-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const settings = path.join(folder, 'pgbouncer.ini')
  await writeFile(
    settings,
    `[databases]
* = host=127.0.0.1 port=${postgresPort} user=latchkey password=latchkey
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
server_login_retry = ${retrySeconds}
`,
  )
  const asRoot = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  const child = spawn(program, [...asRoot, settings], { stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  while (!output.includes('listening on')) await once(child.stderr, 'data')
  return {
    through: (databaseUrl) => Object.assign(new URL(databaseUrl), { port: String(port) }).href,
    output: () => output,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'close')
      await rm(folder, { recursive: true })
    },
  }
}
