/** Runs a function with this process's clock shifted. PGlite runs in this process, so its calls get the real time. */
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
  return new Error('caller').stack?.includes('@electric-sql') ?? false
}
