import type { IncomingMessage } from 'node:http'
import { foreignOriginHeader } from '@/lib/http/origin'
import { isRouterTree } from '@/lib/server/router-tree'

// Next trusts these headers from any client (CVE-2025-29927 was one case).
const nextInternalHeader =
  /^(x-(middleware|invoke|now|prerender)-.+|x-matched-path|x-nextjs-data|next-resume)$/
const routerTree = 'next-router-state-tree'

/** Removes headers that only Next or this server may set, and router states that would make Next answer a bare 500. */
export function removeInternalHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (nextInternalHeader.test(name)) delete headers[name]
  delete headers[foreignOriginHeader]
  const tree = headers[routerTree]
  if (tree !== undefined && !isRouterTree(String(tree))) delete headers[routerTree]
}
