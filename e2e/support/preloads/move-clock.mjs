import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a server: at SIGUSR2 its clock goes two hours ahead, at the next it is set right again, and so on. What
 * counts time from a beginning of its own (timers, `performance.now`) does not notice, as with a real clock.
 */
let aheadMillis = 0
const { now } = Date

globalThis.Date = new Proxy(Date, {
  construct: (date, parts, target) => Reflect.construct(date, parts.length ? parts : [moved()], target),
  apply: (date) => new date(moved()).toString(),
})
Date.now = moved

function moved() {
  return now() + aheadMillis
}

if (isMainThread)
  process.on('SIGUSR2', () => {
    aheadMillis = aheadMillis ? 0 : 2 * 3_600_000
    console.log(`The clock is ${aheadMillis} ms ahead.`)
  })
