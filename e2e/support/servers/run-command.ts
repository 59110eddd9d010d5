import { execFile } from 'node:child_process'

interface CommandResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** With the time that it still ran after it had printed its answer. */
interface TimedResult extends CommandResult {
  readonly exitDelayMillis: number
}

/** Runs `npm run admin -- …` as an operator does, with the default log level, and measures its end. */
export async function timeAdmin(
  settings: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<TimedResult> {
  let answeredAt = Number.POSITIVE_INFINITY
  const result = await run(
    'lib/control/admin-command.ts',
    { LOG_LEVEL: 'info', ...settings },
    options,
    () => {
      answeredAt = performance.now()
    },
  )
  return { ...result, exitDelayMillis: performance.now() - answeredAt }
}

/** Runs `npm run admin -- …` for the server with these settings. */
export function runAdmin(
  settings: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<CommandResult> {
  return run('lib/control/admin-command.ts', settings, options)
}

/** Runs `npm run outbox -- …` for the server with these settings. */
export function runOutbox(
  settings: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<CommandResult> {
  return run('lib/control/outbox-command.ts', settings, options)
}

function run(
  program: string,
  settings: Readonly<Record<string, string>>,
  options: readonly string[],
  onAnswer: () => void = () => {},
): Promise<CommandResult> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, LOG_LEVEL: 'silent', NODE_ENV: 'production' as const, ...settings }
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', program, ...options]
    const child = execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr })
    })
    child.stdout?.on('data', onAnswer)
  })
}
