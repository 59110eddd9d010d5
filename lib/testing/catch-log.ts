import { Writable } from 'node:stream'
import pino from 'pino'
import { log } from '@/lib/process/log'
import { setProcessWide } from '@/lib/process/process-wide'

export type LogLine = Readonly<Record<string, unknown>>

/**
 * Keeps this process's log from now on, in place of writing it.
 *
 * @returns puts the usual log back
 */
export function catchLog(lines: LogLine[]): () => void {
  const usual = log()
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    lines.push(JSON.parse(String(chunk)))
    done()
  }
  setProcessWide('log', pino({ base: null }, new Writable({ write })))
  return () => setProcessWide('log', usual)
}
