import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a server: sets its clock ahead by the first of the minutes in CLOCK_MINUTES, and at each SIGUSR2 by the
 * next, starting over after the last. Monotonic time (timers, `performance.now`) is not affected, as with a real clock.
 */
const minutes = (process.env.CLOCK_MINUTES ?? '0,120').split(',').map(Number)
let at = 0
const { now } = Date

globalThis.Date = new Proxy(Date, {
  construct: (date, parts, target) => Reflect.construct(date, parts.length ? parts : [moved()], target),
  apply: (date) => new date(moved()).toString(),
})
Date.now = moved

function moved() {
  return now() + minutes[at] * 60_000
}

if (isMainThread)
  process.on('SIGUSR2', () => {
    at = (at + 1) % minutes.length
    console.log(`The clock is ${minutes[at]} minutes ahead.`)
  })
