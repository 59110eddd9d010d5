import { openDatabase } from '@/lib/db/open-database'
import { openOutbox } from '@/lib/delivery/outbox'
import { processWide } from '@/lib/process/process-wide'
import { useTestConfig } from '@/lib/testing/test-config'

await processWide('test-database', async () => {
  useTestConfig()
  await openDatabase({ folder: null })
  await openOutbox()
})
