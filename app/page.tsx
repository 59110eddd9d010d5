import { redirect } from 'next/navigation'
import { pageCaller } from '@/lib/http/caller'

export default async function HomePage() {
  const caller = await pageCaller()
  redirect(caller.kind === 'member' ? '/edit-profile' : '/login')
}
