import type { IncomingMessage } from 'node:http'
import { foreignOrigin } from '@/lib/http/origin'
import { isRouterTree } from '@/lib/server/router-tree'

/** Next talks to itself in these, and would believe them of anybody (CVE-2025-29927 was one). */
const nextsOwnHeader = /^(x-(middleware|invoke|now|prerender)-.+|x-matched-path|x-nextjs-data|next-resume)$/
/** The pages that a browser's router has: Next sends what is missing, and without this header the whole page. */
const routerTree = 'next-router-state-tree'

/** Takes away what only Next itself or we may send, and what its router never sends: Next would answer that with a bare 500. */
export function dropInternalHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (nextsOwnHeader.test(name)) delete headers[name]
  delete headers[foreignOrigin]
  const tree = headers[routerTree]
  if (tree !== undefined && !isRouterTree(String(tree))) delete headers[routerTree]
}
