/** What Next takes by itself. */
export function GET(): Response {
  return Response.json({ ok: true })
}
export const dynamic = 'force-dynamic'
