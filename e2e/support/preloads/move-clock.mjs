import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a server: its clock is so many minutes ahead of the right time as the first of CLOCK_MINUTES says, and at
 * each SIGUSR2 as the next one says, from the beginning again after the last. What counts time from a beginning of its
 * own (timers, `performance.now`) does not notice, as with a real clock.
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
