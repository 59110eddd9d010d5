import { findProcessWide, setProcessWide } from './process-wide'

/**
 * What a reading of the database gave, for some seconds: however often somebody asks, it is read no more often.
 *
 * @param name one name for one kind of reading
 * @param restMillis how long it is kept
 * @param none what to give where the database does not answer
 */
export function keepReading<Reading>(
  name: string,
  { restMillis, read, none }: { restMillis: number; read: () => Promise<Reading>; none: Reading },
): Promise<Reading> {
  const kept = findProcessWide<{ at: number; reading: Promise<Reading> }>(name)
  if (kept && performance.now() - kept.at < restMillis) return kept.reading
  const reading = read().catch(() => none)
  setProcessWide(name, { at: performance.now(), reading })
  return reading
}
