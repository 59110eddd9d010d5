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
  /** All it has printed so far. */
  output(): string
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>
  /** Ends it as a power cut would: no handler runs. */
  kill(): Promise<void>
}

export interface LaunchedServer extends RunningServer {
  /** Settles when it answers; fails when it ends before. */
  ready(): Promise<void>
  /** Settles when it has ended, with its exit code; null when a signal ended it. */
  ended(): Promise<number | null>
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly dataFolder?: string
  readonly port?: number
  /** The checkout that it runs from; this one unless said otherwise. */
  readonly folder?: string
}

/** What `npm start` runs, without npm between: a signal must reach the server itself. */
const startCommand = manifest.scripts.start.split(' ').slice(1)
// In a suite a server lives for seconds: that its WebAssembly is compiled again, to be fast, costs two and saves none.
const briefly = process.env.LATCHKEY_TEMPLATE ? ['--liftoff-only'] : []
// A machine that builds and tests several things at once is slow, not broken.
const startTimeoutMillis = 120_000

/** Starts the built server, as `npm start` does, on this machine only and in a folder of its own. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await launchServer(options)
  await server.ready()
  return server
}

/** The same without waiting for it. */
export async function launchServer(options: ServerOptions = {}): Promise<LaunchedServer> {
  const port = options.port ?? (await freePort())
  const dataFolder = options.dataFolder ?? (await makeDataFolder())
  const child = spawn(process.execPath, [...briefly, ...startCommand, '-H', '127.0.0.1'], {
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

/** How many milliseconds each request for a path with this status took, by the server's own log, oldest first. */
export function answeredIn(server: RunningServer, path: string, status: number): number[] {
  const lines = server.output().split('\n')
  const answered = lines.filter((line) => line.includes(`"path":"${path}","status":${status},`))
  return answered.map((line) => Number(/"ms":(\d+)/.exec(line)?.[1]))
}

/** How many milliseconds a server that was told to stop lives on after its last answer, by its own log. */
export async function livedOnMillis(server: LaunchedServer): Promise<number> {
  await server.ended()
  const endedAt = Date.now()
  const answered = [...server.output().matchAll(/"time":"([^"]+)"[^\n]*"event":"request"/g)].at(-1)
  return endedAt - Date.parse(answered?.[1] ?? '')
}

/** A folder of its own, with a database as good as new (`global-setup.ts`). */
async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-e2e-'))
  const template = process.env.LATCHKEY_TEMPLATE
  if (template) await cp(template, folder, { recursive: true })
  return folder
}

/** Nothing of the developer's own configuration reaches a test. */
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
