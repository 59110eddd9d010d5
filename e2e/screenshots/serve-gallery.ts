import { listGalleryEntries } from '@/e2e/support/pages/gallery-entries'
import { startServer } from '@/e2e/support/servers/server'

/** One server for all screenshots, in a fixed time zone; it gives the tests the list of entries. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startServer({ env: { TZ: 'UTC' } })
  process.env.LATCHKEY_GALLERY = server.url
  process.env.LATCHKEY_GALLERY_SUBJECTS = subjectsOf(await listGalleryEntries(server.url)).join()
  return () => server.stop()
}

function subjectsOf(entries: readonly { subject: string }[]): string[] {
  return [...new Set(entries.map(({ subject }) => subject))]
}
