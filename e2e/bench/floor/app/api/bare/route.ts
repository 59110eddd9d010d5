/** The cost of Next alone. */
export function GET(): Response {
  return Response.json({ ok: true })
}
export const dynamic = 'force-dynamic'
