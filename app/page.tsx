import { redirect } from 'next/navigation'
import { pageOrBusy } from '@/app/page-or-busy'
import { pageCaller } from '@/lib/http/session/read-request-context'

async function HomePage(): Promise<never> {
  const caller = await pageCaller()
  redirect(caller.kind === 'member' ? '/edit-profile' : '/login')
}

export default pageOrBusy(HomePage)
