import { isDatabaseReady } from '@/lib/account/readiness'

/** Live: this answer. Ready: the database answers too, within a second. Nothing else is told. */
export async function health(): Promise<Response> {
  const ready = await isDatabaseReady()
  const headers = { 'cache-control': 'no-store' }
  return Response.json({ live: true, ready }, { status: ready ? 200 : 503, headers })
}
