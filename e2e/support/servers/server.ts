import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@/lib/testing/servers/free-port'
import manifest from '@/package.json' with { type: 'json' }

export interface RunningServer {
  readonly url: string
  readonly dataFolder: string
  readonly pid: number
  output(): string
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>
  /** Ends it like a power cut: no handler runs. */
  kill(): Promise<void>
}

export interface LaunchedServer extends RunningServer {
  /** Resolves when it answers; rejects when it ends before. */
  ready(): Promise<void>
  /** Resolves when it has ended, with its exit code; null when a signal ended it. */
  ended(): Promise<number | null>
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly dataFolder?: string
  readonly port?: number
  /** The checkout that it runs from; default: this one. */
  readonly folder?: string
}

/** The command of `npm start`, without npm in between: a signal must reach the server itself. */
const startCommand = manifest.scripts.start.split(' ').slice(1)
// A test server lives for seconds: optimizing its WebAssembly costs two seconds and saves none.
const fastStartFlags = process.env.LATCHKEY_TEMPLATE ? ['--liftoff-only'] : []
// Long enough for a machine that builds and tests several things at once.
const startTimeoutMillis = 120_000

/** Starts the built server, as `npm start` does, on this machine only and in its own folder. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await launchServer(options)
  await server.ready()
  return server
}

/** The same without waiting until it is ready. */
export async function launchServer(options: ServerOptions = {}): Promise<LaunchedServer> {
  const port = options.port ?? (await freePort())
  const dataFolder = options.dataFolder ?? (await makeDataFolder())
  const child = spawn(process.execPath, [...fastStartFlags, ...startCommand, '-H', '127.0.0.1'], {
    cwd: options.folder ?? process.cwd(),
    env: {
      ...cleanEnvironment(),
      PORT: String(port),
      DATA_DIR: dataFolder,
      BCRYPT_COST: '4',
      RATE_LIMIT: 'off',
      GALLERY: 'on',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  }
  const url = `http://localhost:${port}`
  return {
    url,
    dataFolder,
    pid: child.pid ?? 0,
    output: () => output,
    ready: () => untilReady(url, child, () => output),
    ended: () => untilEnded(child),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

/** The durations in milliseconds of the requests for a path with this status, from the server's log, oldest first. */
export function durationsOf(server: RunningServer, path: string, status: number): number[] {
  const lines = server.output().split('\n')
  const answered = lines.filter((line) => line.includes(`"path":"${path}","status":${status},`))
  return answered.map((line) => Number(/"ms":(\d+)/.exec(line)?.[1]))
}

/** The time in milliseconds between a stopped server's last answer and its end, from its log. */
export async function shutdownMillis(server: LaunchedServer): Promise<number> {
  await server.ended()
  const endedAt = Date.now()
  const answered = [...server.output().matchAll(/"time":"([^"]+)"[^\n]*"event":"request"/g)].at(-1)
  return endedAt - Date.parse(answered?.[1] ?? '')
}

/** A folder of its own, with a migrated, empty database (`global-setup.ts`). */
export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-e2e-'))
  const template = process.env.LATCHKEY_TEMPLATE
  if (template) await cp(template, folder, { recursive: true })
  return folder
}

/** Keeps the developer's own configuration out of the tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, NODE_OPTIONS } = process.env
  return { PATH, HOME, NODE_OPTIONS, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + startTimeoutMillis
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`The server ended with ${child.exitCode}:\n${output()}`)
    const ready = await fetch(`${url}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`The server was not ready in ${startTimeoutMillis} ms:\n${output()}`)
}

async function untilEnded(child: ChildProcess): Promise<number | null> {
  if (!hasEnded(child)) await new Promise((resolve) => child.once('close', resolve))
  return child.exitCode
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return
  child.kill(signal)
  await untilEnded(child)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
