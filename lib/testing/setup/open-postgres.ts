import { inject } from 'vitest'
import { openDatabase } from '@/lib/db/open-database'
import { openOutbox } from '@/lib/delivery/outbox'
import { processWide } from '@/lib/process/process-wide'
import { useTestConfig } from '@/lib/testing/test-config'

await processWide('test-database', async () => {
  const url = inject('postgresUrl')
  if (new URL(url).hostname !== '127.0.0.1') throw new Error('Tests need their own database on this machine')
  useTestConfig({ DATABASE_URL: url })
  await openDatabase({ url })
  await openOutbox()
})
