import { isMainThread } from 'node:worker_threads'

/** Loaded into a server: functions of the runtime that the server calls throw, each the first time it is called. */
const fault = (where) => new Error(`thrown in ${where}`)

function throwOnce(where) {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    throw fault(where)
  }
}

if (isMainThread) {
  throwInTransport(throwOnce('the transport'))
  throwInTemplate(throwOnce('the template'))
  process.on('SIGUSR2', () => throwUncaught())
} else throwInHashing()

/** Resend's client calls `fetch`. */
function throwInTransport(thrown) {
  globalThis.fetch = new Proxy(globalThis.fetch, {
    apply(fetch, self, [address, options]) {
      if (String(options?.body).includes('throwing-transport')) thrown()
      return Reflect.apply(fetch, self, [address, options])
    },
  })
}

/** Notices format a time with it. */
function throwInTemplate(thrown) {
  const { prototype } = Intl.DateTimeFormat
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'format')
  Object.defineProperty(prototype, 'format', {
    get() {
      thrown()
      return get.call(this)
    },
  })
}

function throwInHashing() {
  const { byteLength } = Buffer
  Buffer.byteLength = (text, ...more) => {
    if (String(text).includes('throwing now')) throw fault('the thread')
    return byteLength(text, ...more)
  }
}

function throwUncaught() {
  if (process.env.UNCAUGHT === 'rejection') Promise.reject(fault('a promise'))
  else throw fault('a callback')
}
