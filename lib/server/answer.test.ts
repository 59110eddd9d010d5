import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { sendBytes, startStepServer } from '@/lib/testing/step-server'
import type { Answer } from './answer'
import type { IncomingRequest } from './incoming-request'

let server: Server
afterEach(() => server.close())

async function serve(listener: (request: IncomingRequest, answer: Answer) => void): Promise<string> {
  const opened = await startStepServer(listener)
  server = opened.server
  return opened.url
}

test('the head waits for what is written in the same turn', async () => {
  const heldBytes: number[] = []
  const url = await serve((_, response) => {
    response.flushHeaders()
    heldBytes.push(response.socket?.writableLength ?? 0)
    response.end('whole')
  })
  expect(await (await fetch(url)).text()).toBe('whole')
  expect(await (await fetch(url)).text()).toBe('whole')
  for (const held of heldBytes) expect(held).toBeGreaterThan(0)
})

test('and no longer: an answer that goes on later begins at once', async () => {
  let end = () => {}
  const url = await serve((_, response) => {
    end = () => response.end('later')
    response.flushHeaders()
  })
  const answer = await fetch(url)
  expect(answer.status).toBe(200)
  end()
  expect(await answer.text()).toBe('later')
})

test('what does not fit the buffer is drained', async () => {
  const piece = 'x'.repeat(200_000)
  const url = await serve(async (_, response) => {
    response.flushHeaders()
    for (let pieces = 0; pieces < 5; pieces++) if (!response.write(piece)) await once(response, 'drain')
    response.end()
  })
  expect((await (await fetch(url)).text()).length).toBe(5 * piece.length)
})

test('answers to requests that came in together keep their order and their bounds', async () => {
  const url = await serve((request, response) => {
    response.flushHeaders()
    response.write(`of ${request.url}`)
    setImmediate(() => response.end())
  })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write('GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  const [head, ...answers] = (await text(socket)).split('HTTP/1.1 200 OK\r\n')
  expect(head).toBe('')
  expect(answers.map((answer) => answer.split('\r\n\r\n')[1])).toEqual(['5\r\nof /a\r\n0', '5\r\nof /b\r\n0'])
})

test('at the last moment its status and headers may be changed; who asked first has the last word', async () => {
  const url = await serve((_, response) => {
    response.beforeHead(() => response.setHeader('x-word', `${response.getHeader('x-word')} first`))
    response.beforeHead(() => {
      response.setHeader('x-word', 'second')
      response.statusCode = 418
    })
    response.setHeader('x-word', 'none')
    response.end('said')
  })
  const answer = await fetch(url)
  expect([answer.status, answer.headers.get('x-word'), await answer.text()]).toEqual([
    418,
    'second first',
    'said',
  ])
})

test('held until it is whole, it says nothing before, and then all', async () => {
  let isHeadOut = true
  const url = await serve((_, response) => {
    response.holdUntilWhole()
    response.writeHead(201)
    response.flushHeaders()
    response.write('one ')
    response.write(Buffer.from('two '))
    isHeadOut = response.headersSent
    response.statusCode = 503
    response.end('three')
  })
  const whole = await sendBytes(
    Number(new URL(url).port),
    'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  )
  expect(isHeadOut).toBe(false)
  expect(whole).toMatch(/^HTTP\/1.1 503 .*Content-Length: 13\r\n\r\none two three$/s)
})
