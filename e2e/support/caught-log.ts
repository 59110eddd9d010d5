import { Writable } from 'node:stream'
import pino from 'pino'
import { log } from '@/lib/log'
import { setProcessWide } from '@/lib/process-wide'

export type LogLine = Readonly<Record<string, unknown>>

export interface CaughtLog {
  readonly lines: LogLine[]
  release(): void
}

/** Keeps this process's log from now on, in place of writing it. */
export function catchLog(): CaughtLog {
  const lines: LogLine[] = []
  const usual = log()
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    lines.push(JSON.parse(String(chunk)))
    done()
  }
  setProcessWide('log', pino({ base: null }, new Writable({ write })))
  return { lines, release: () => setProcessWide('log', usual) }
}
