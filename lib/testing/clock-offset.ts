/**
 * Runs something while this process's own clock is so far off. A database keeps its time: PGlite, which lives in this
 * process and asks the same clock, is given the right one, as a server has its own.
 */
export async function withClockOffset<Answer>(millis: number, run: () => Promise<Answer>): Promise<Answer> {
  const { Date: rightDate } = globalThis
  const now = () => rightDate.now() + (isAskedByDatabase() ? 0 : millis)
  const construct = (date: DateConstructor, parts: unknown[]) =>
    Reflect.construct(date, parts.length ? parts : [now()])
  const get = (date: DateConstructor, name: string | symbol) =>
    name === 'now' ? now : Reflect.get(date, name)
  globalThis.Date = new Proxy(rightDate, { construct, get })
  try {
    return await run()
  } finally {
    globalThis.Date = rightDate
  }
}

function isAskedByDatabase(): boolean {
  return new Error('who asks?').stack?.includes('@electric-sql') ?? false
}
