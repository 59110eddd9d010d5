import { execFile } from 'node:child_process'

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `npm run admin -- …` for the server of these settings, and waits for its end. */
export function runAdmin(settings: Readonly<Record<string, string>>, ...options: string[]): Promise<Ran> {
  return run('lib/control/admin.ts', settings, options)
}

/** Runs `npm run outbox -- …` for the server of these settings, and waits for its end. */
export function runOutbox(settings: Readonly<Record<string, string>>, ...options: string[]): Promise<Ran> {
  return run('lib/control/outbox.ts', settings, options)
}

function run(
  program: string,
  settings: Readonly<Record<string, string>>,
  options: readonly string[],
): Promise<Ran> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, LOG_LEVEL: 'silent', NODE_ENV: 'production' as const, ...settings }
  return new Promise((resolve) => {
    const command = ['node_modules/tsx/dist/cli.mjs', program, ...options]
    execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr })
    })
  })
}
