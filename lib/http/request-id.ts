// Set by `lib/server/steps/identify-request.ts`.
export const requestIdHeader = 'x-latchkey-request'
export const routeHeader = 'x-latchkey-route'

export function requestIdOf(headers: Headers): string {
  return headers.get(requestIdHeader) ?? ''
}

export function loggedRoute(headers: Headers): string {
  return headers.get(routeHeader) ?? ''
}
