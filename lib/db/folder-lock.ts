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
import { setTimeout as sleep } from 'node:timers/promises'

interface Holder {
  readonly pid: number
  /** When the process started: a pid alone may be reused. */
  readonly startedAt: string
  readonly place: string
}

const touchMillis = 3_000
// A lock from another machine that was not touched for this long is stale.
const staleMillis = 15_000

/** The clock by which a lock from another machine is watched; tests pass their own. */
interface Watch {
  /** Milliseconds, from any moment on. */
  now(): number
  wait(millis: number): Promise<unknown>
}

const realWatch: Watch = { now: () => performance.now(), wait: (millis) => sleep(millis) }

/**
 * Replaces the lock of a dead process. A lock from another machine or container counts as live while it is touched.
 * @returns a function that releases the lock
 */
export async function lockFolder(folder: string, watch = realWatch): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'lock')
  const draft = path.join(folder, `lock.${process.pid}`)
  writeFileSync(draft, JSON.stringify(identify(process.pid)), { mode: 0o600 })
  try {
    while (!tryLink(draft, file)) {
      const holder = read(file)
      if (holder && (await isHeld(file, holder, watch))) throw new Error(heldMessage(folder, holder))
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

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {}
}

function heldMessage(folder: string, holder: Holder): string {
  return (
    `The database in ${folder} is in use by process ${holder.pid} (started ${holder.startedAt}). ` +
    'Only one process can open it: stop that process, set another DATA_DIR, or set DATABASE_URL.'
  )
}

/** A hard link is atomic: it fails if the file exists, and appears with its whole content. */
function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Renaming lets only one of several processes remove a stale lock. A lock that was replaced before is put back. */
function discard(file: string, stale: Holder | null): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (JSON.stringify(read(aside)) !== JSON.stringify(stale)) tryLink(aside, file)
  rmSync(aside, { force: true })
}

function read(file: string): Holder | null {
  try {
    const { pid, startedAt, place = thisPlace() } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt, place } : null
  } catch {
    return null
  }
}

async function isHeld(file: string, holder: Holder, watch: Watch): Promise<boolean> {
  if (holder.place !== thisPlace()) return await isTouched(file, watch)
  return holder.startedAt !== '' && identify(holder.pid).startedAt === holder.startedAt
}

/** Watches for a change of the time, because the clocks of two machines may differ. */
async function isTouched(file: string, watch: Watch): Promise<boolean> {
  const before = touchedAt(file)
  const deadline = watch.now() + staleMillis
  while (watch.now() < deadline) {
    await watch.wait(500)
    if (touchedAt(file) !== before) return true
  }
  return false
}

function touchedAt(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null
}

/** This machine and, on Linux, the container: processes of others are not visible from here. */
function thisPlace(): string {
  if (process.platform !== 'linux') return hostname()
  return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
}

function identify(pid: number): Holder {
  return {
    pid,
    startedAt: process.platform === 'linux' ? linuxStartedAt(pid) : startedAtByCommand(pid),
    place: thisPlace(),
  }
}

// Output independent of language and time zone. The types require NODE_ENV.
const commandEnvironment = { LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' } as const

function startedAtByCommand(pid: number): string {
  const read = { encoding: 'utf8', stdio: 'pipe' } as const
  const ticks = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().Ticks`
  try {
    const output =
      process.platform === 'win32'
        ? execFileSync('powershell', ['-NoProfile', '-Command', ticks], read)
        : execFileSync('/bin/ps', ['-o', 'lstart=', '-p', `${pid}`], {
            ...read,
            env: commandEnvironment,
          })
    return output.trim()
  } catch {
    return ''
  }
}

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
