import { config } from '@/lib/config'
import { openEmbedded } from './embedded'

/** Makes the embedded database ahead of the first start (PGlite takes seconds for it), where there is none yet. */
if (config().databaseUrl === null) {
  const { pglite, release } = await openEmbedded(config().dataFolder)
  await pglite.close()
  release()
}
