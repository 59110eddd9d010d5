import { isDatabaseReady } from '@/lib/account/readiness'
import { answersGet } from './answers-get'

/** Live: this answer. Ready: the database answers too, within a second. Nothing else is told. */
export const health = answersGet(async () => {
  const ready = await isDatabaseReady()
  const headers = { 'cache-control': 'no-store' }
  return Response.json({ live: true, ready }, { status: ready ? 200 : 503, headers })
})
