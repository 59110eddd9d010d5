import { config } from '@/lib/config'
import { openEmbedded } from './embedded'

if (config().databaseUrl === null) {
  const { pglite, release } = await openEmbedded(config().dataFolder)
  await pglite.close()
  release()
}
