import { databaseTime } from '@/lib/db/time'

/** What time it is for all servers alike: for what a browser keeps of one of them and shows to another. */
export async function currentTime(): Promise<Date> {
  return await databaseTime()
}
