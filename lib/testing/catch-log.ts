import { Writable } from 'node:stream'
import pino from 'pino'
import { log } from '@/lib/process/log'
import { setProcessWide } from '@/lib/process/process-wide'

export type LogLine = Readonly<Record<string, unknown>>

/** Redirects the log of this process to `lines`. Returns a function that restores it. */
export function catchLog(lines: LogLine[]): () => void {
  const previousLog = log()
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    lines.push(JSON.parse(String(chunk)))
    done()
  }
  setProcessWide('log', pino({ base: null }, new Writable({ write })))
  return () => setProcessWide('log', previousLog)
}
