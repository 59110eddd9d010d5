import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

// Below the ports that a system hands out itself (Linux: from 32768 on).
const [lowest, highest] = [10_000, 32_000]
/** No browser and no `fetch` connects there: https://fetch.spec.whatwg.org/#port-blocking */
const blocked = 10_080

/**
 * A port of this machine where nothing listens, on any address. It is given to no other process that asks here, and
 * not a second time to this one: it stays reserved until this process ends.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (port !== blocked && (await reserve(port)) && (await isFree(port))) return port
  }
}

/** By the UDP port of the same number, which our servers do not use: the system frees it, however the process ends. */
function reserve(port: number): Promise<boolean> {
  const socket = createSocket('udp4').unref()
  return new Promise((resolve) => {
    socket.once('error', () => socket.close(() => resolve(false)))
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true))
  })
}

async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port))
}

function canListen(port: number, host?: string): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen({ port, host }, () => probe.close(() => resolve(true)))
  })
}
