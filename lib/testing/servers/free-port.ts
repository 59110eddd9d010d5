import { createServer } from 'node:net'

// Below the ports that a system gives to whoever asks for any (Linux: from 32768 on), and a range for each worker:
// nobody else takes one between this answer and its use.
const rangePorts = 4_000
const firstPort = 10_000 + rangePorts * (1 + Number(process.env.TEST_PARALLEL_INDEX ?? -1))
let given = (process.pid * 7) % rangePorts

/** A port of this machine that nobody listens on now, and that is not given again for long. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = firstPort + (given++ % rangePorts)
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
