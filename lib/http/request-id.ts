/** Where a request carries its name and its path for the log (`lib/server/steps/identify-request.ts`). */
export const requestIdHeader = 'x-latchkey-request'
export const routeHeader = 'x-latchkey-route'

/** The name of the request that these headers came with; '' for one that no server of ours received. */
export function requestIdOf(headers: Headers): string {
  return headers.get(requestIdHeader) ?? ''
}

/** Its path, as the log has it. */
export function loggedRoute(headers: Headers): string {
  return headers.get(routeHeader) ?? ''
}
