import { onRequest } from './on-request'

const lullMillis = 1_000
let lastRequestAt = Number.NEGATIVE_INFINITY

/** Notes when requests come in. */
export function watchTraffic(): void {
  onRequest('request.start', () => {
    lastRequestAt = performance.now()
  })
}

/** Whether people are being served at this moment: what can wait then stands back. */
export function isServing(): boolean {
  return performance.now() - lastRequestAt < lullMillis
}
