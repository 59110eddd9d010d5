import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/**
 * Loaded before Next (`npm start`): it listens before it has called `instrumentation.ts`, and lets what comes in
 * meanwhile wait. Those requests are kept here for `on-request.ts`, or they would pass unseen.
 */
const moment = 'http.server.request.start'
/** @type {unknown[]} */
const early = []
/** @param {unknown} incoming */
const keep = (incoming) => early.push(incoming)

subscribe(moment, keep)

Reflect.set(globalThis, Symbol.for('latchkey.early-requests'), {
  early,
  forget() {
    unsubscribe(moment, keep)
    early.length = 0
  },
})
