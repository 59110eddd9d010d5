import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

interface Holder {
  readonly pid: number
  /** When that process started, as its system tells it: a pid alone may by now be another program's. */
  readonly startedAt: string
}

/**
 * Takes a folder for this process alone, until it ends or releases it. The lock of a process that is gone is
 * replaced; that of a live one never, however long it has been silent.
 *
 * @returns the release
 * @throws Error naming the process that holds the folder
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'lock')
  const draft = path.join(folder, `lock.${process.pid}`)
  writeFileSync(draft, JSON.stringify(identify(process.pid)), { mode: 0o600 })
  try {
    while (!take(draft, file)) {
      const holder = read(file)
      if (holder && isAlive(holder)) throw new Error(heldMessage(folder, holder))
      discard(file)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return () => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true })
  }
}

function heldMessage(folder: string, holder: Holder): string {
  return (
    `The database in ${folder} is in use by process ${holder.pid} (started ${holder.startedAt}). ` +
    'Only one process can open it: stop that one, give this one another DATA_DIR, or set DATABASE_URL.'
  )
}

/** A hard link is made only where no file is, and appears with its whole content. */
function take(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Of two processes that find a stale lock only one moves it away; a fresh lock in its place is put back. */
function discard(file: string): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  const moved = read(aside)
  if (moved && isAlive(moved)) take(aside, file)
  rmSync(aside, { force: true })
}

function read(file: string): Holder | null {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : null
  } catch {
    return null
  }
}

function isAlive(holder: Holder): boolean {
  return identify(holder.pid).startedAt === holder.startedAt
}

/** Empty `startedAt`: there is no such process. */
function identify(pid: number): Holder {
  if (process.platform === 'linux') return { pid, startedAt: linuxStartedAt(pid) }
  const windows = [
    'powershell',
    ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`],
  ] as const
  const [command, options] =
    process.platform === 'win32' ? windows : ['ps', ['-o', 'lstart=', '-p', String(pid)]]
  try {
    return { pid, startedAt: execFileSync(command, options, { encoding: 'utf8', stdio: 'pipe' }).trim() }
  } catch {
    return { pid, startedAt: '' }
  }
}

/** Boot identity and start tick, from `/proc`; the tick is field 22, counted behind the command's closing bracket. */
function linuxStartedAt(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return ''
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}/${fields[19]}`
  } catch {
    return ''
  }
}
