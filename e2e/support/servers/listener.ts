import { createServer } from 'node:net'
import { freePort } from '@/lib/testing/servers/free-port'

/** A port of this machine that must not be contacted. */
interface Listener {
  readonly port: number
  connections(): number
  close(): Promise<void>
}

export async function listen(): Promise<Listener> {
  let connections = 0
  const port = await freePort()
  const server = createServer((socket) => {
    connections++
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
