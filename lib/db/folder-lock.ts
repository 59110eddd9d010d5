import { execFileSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'

interface Holder {
  readonly pid: number
  /** When that process started, as its system tells it: a pid alone may by now be another program's. */
  readonly startedAt: string
  /** The machine, or container, whose process that is: there alone it can be looked for. */
  readonly place: string
}

const touchMillis = 3_000
/** A holder elsewhere that has not touched its lock for so long is gone. */
const silenceMillis = 15_000

/**
 * Takes a folder for this process alone, until it ends or releases it. The lock of a process that is gone is
 * replaced; that of a live one never, however long it has been silent, unless it is elsewhere: in another container, or on
 * another machine, nobody can look for a process, and the lock itself has to show that it is held.
 *
 * @returns the release
 * @throws Error naming the process that holds the folder
 */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'lock')
  const draft = path.join(folder, `lock.${process.pid}`)
  writeFileSync(draft, JSON.stringify(identify(process.pid)), { mode: 0o600 })
  try {
    while (!take(draft, file)) {
      const holder = read(file)
      if (holder && (await isHeld(file, holder))) throw new Error(heldMessage(folder, holder))
      discard(file, holder)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  const touching = setInterval(() => touch(file), touchMillis).unref()
  return () => {
    clearInterval(touching)
    if (read(file)?.pid === process.pid) rmSync(file, { force: true })
  }
}

/** A folder that was taken away is no reason to end. */
function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {}
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

/** Of two processes that find a stale lock only one moves it away; another lock in its place is put back. */
function discard(file: string, stale: Holder | null): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (JSON.stringify(read(aside)) !== JSON.stringify(stale)) take(aside, file)
  rmSync(aside, { force: true })
}

function read(file: string): Holder | null {
  try {
    const { pid, startedAt, place = here() } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt, place } : null
  } catch {
    return null
  }
}

async function isHeld(file: string, holder: Holder): Promise<boolean> {
  if (holder.place !== here()) return await isTouched(file)
  return holder.startedAt !== '' && identify(holder.pid).startedAt === holder.startedAt
}

/** By what changes, not by what time it says: two machines' clocks may differ. */
async function isTouched(file: string): Promise<boolean> {
  const before = touchedAt(file)
  const deadline = performance.now() + silenceMillis
  while (performance.now() < deadline) {
    await pass(500)
    if (touchedAt(file) !== before) return true
  }
  return false
}

function touchedAt(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null
}

/** Names this machine, and on Linux the container: processes of another are not seen from here. */
function here(): string {
  if (process.platform !== 'linux') return hostname()
  return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
}

/** Empty `startedAt`: there is no such process. */
function identify(pid: number): Holder {
  return {
    pid,
    startedAt: process.platform === 'linux' ? linuxStartedAt(pid) : toldStartedAt(pid),
    place: here(),
  }
}

// Its types want NODE_ENV in every environment.
const sameWords = { LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' } as const

/** In words that no language or time zone of whoever asks changes. */
function toldStartedAt(pid: number): string {
  const read = { encoding: 'utf8', stdio: 'pipe' } as const
  const ticks = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().Ticks`
  try {
    const told =
      process.platform === 'win32'
        ? execFileSync('powershell', ['-NoProfile', '-Command', ticks], read)
        : execFileSync('/bin/ps', ['-o', 'lstart=', '-p', `${pid}`], {
            ...read,
            env: sameWords,
          })
    return told.trim()
  } catch {
    return ''
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
