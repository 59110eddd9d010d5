import { execFile } from 'node:child_process'

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `npm run admin -- …` for the server of a data folder, and waits for its end. */
export function runAdmin(dataFolder: string, ...options: string[]): Promise<Ran> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DATA_DIR: dataFolder, LOG_LEVEL: 'silent', NODE_ENV: 'production' as const }
  return new Promise((resolve) => {
    const command = ['node_modules/tsx/dist/cli.mjs', 'lib/control/admin.ts', ...options]
    execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr })
    })
  })
}
