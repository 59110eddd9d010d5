import http from 'node:http'
import { syncBuiltinESMExports } from 'node:module'

/** Loaded into a server: what it waits for a client's head or body, a quarter of a minute or more, is a quarter as long. */
const part = 4
const leastMillis = 15_000
const shorten = (millis) => (millis >= leastMillis && millis < 60_000 ? millis / part : millis)

globalThis.setTimeout = new Proxy(setTimeout, {
  apply: (wait, self, [act, millis, ...values]) =>
    Reflect.apply(wait, self, [act, shorten(millis), ...values]),
})
http.createServer = new Proxy(http.createServer, {
  apply: (create, self, [options, ...rest]) =>
    Reflect.apply(create, self, [
      typeof options === 'object' && options?.headersTimeout
        ? { ...options, headersTimeout: shorten(options.headersTimeout) }
        : options,
      ...rest,
    ]),
})
syncBuiltinESMExports()
