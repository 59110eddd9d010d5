import { databaseTime } from '@/lib/db/time'

/** The database's time. All servers agree on it, so a browser may carry it from one to another. */
export async function currentTime(): Promise<Date> {
  return await databaseTime()
}
