import { createServer } from 'node:net'

// Below the system's automatic ports (Linux: from 32768), with a range per worker, so that nobody takes the port
// before it is used.
const rangePorts = 4_000
const firstPort = 10_000 + rangePorts * (1 + Number(process.env.TEST_PARALLEL_INDEX ?? -1))
let offset = (process.pid * 7) % rangePorts

export async function freePort(): Promise<number> {
  for (;;) {
    const port = firstPort + (offset++ % rangePorts)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
