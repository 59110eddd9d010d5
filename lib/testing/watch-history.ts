import { afterEach, beforeEach, expect } from 'vitest'
import { writeFailedAttempts } from '@/lib/account/record-failed-attempt'
import { prisma } from '@/lib/db/client'
import { catchLog, type LogLine } from './catch-log'

/** Catches the log of each test and compares it with the events of accounts. */
export function watchHistory() {
  const lines: LogLine[] = []
  let restoreLog = () => {}
  beforeEach(() => {
    lines.length = 0
    restoreLog = catchLog(lines)
  })
  afterEach(() => restoreLog())

  async function historyOf(accountId: string) {
    await writeFailedAttempts()
    return await prisma().event.findMany({ where: { accountId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
  }

  /** Event kinds in order. Checks that rows and log lines match. */
  async function kindsOf(accountId: string): Promise<string[]> {
    const kinds = (await historyOf(accountId)).map(({ kind }) => kind)
    const logged = lines.filter((line) => line.account === accountId).map(({ event }) => event)
    expect(logged.toSorted()).toEqual(kinds.toSorted())
    return kinds
  }

  async function forget(accountId: string): Promise<void> {
    await writeFailedAttempts()
    await prisma().event.deleteMany({ where: { accountId } })
    lines.length = 0
  }

  return { lines, historyOf, kindsOf, forget }
}
