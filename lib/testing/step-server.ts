import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { Answer } from '@/lib/server/answer'
import { IncomingRequest } from '@/lib/server/incoming-request'

const classes = { IncomingMessage: IncomingRequest, ServerResponse: Answer, requireHostHeader: false }

export async function startStepServer(
  listener: (request: IncomingRequest, answer: Answer) => void,
): Promise<{ server: Server; url: string; port: number }> {
  const server = createServer(classes, listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { server: server as unknown as Server, url: `http://127.0.0.1:${port}`, port }
}

export async function sendBytes(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
  return await text(socket)
}
