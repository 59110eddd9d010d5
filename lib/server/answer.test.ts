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

test('the headers wait for a body written in the same tick', async () => {
  const bufferedBytes: number[] = []
  const url = await serve((_, response) => {
    response.flushHeaders()
    bufferedBytes.push(response.socket?.writableLength ?? 0)
    response.end('whole')
  })
  expect(await (await fetch(url)).text()).toBe('whole')
  expect(await (await fetch(url)).text()).toBe('whole')
  for (const bytes of bufferedBytes) expect(bytes).toBeGreaterThan(0)
})

test('the headers are sent without delay when the body comes later', async () => {
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

test('a body larger than the buffer is sent completely', async () => {
  const piece = 'x'.repeat(200_000)
  const url = await serve(async (_, response) => {
    response.flushHeaders()
    for (let pieces = 0; pieces < 5; pieces++) if (!response.write(piece)) await once(response, 'drain')
    response.end()
  })
  expect((await (await fetch(url)).text()).length).toBe(5 * piece.length)
})

test('answers to pipelined requests keep their order and stay separate', async () => {
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

test('status and headers can change until they are sent; the first callback registered decides', async () => {
  const url = await serve((_, response) => {
    response.beforeHead(() => response.setHeader('x-test', `${response.getHeader('x-test')} first`))
    response.beforeHead(() => {
      response.setHeader('x-test', 'second')
      response.statusCode = 418
    })
    response.setHeader('x-test', 'none')
    response.end('body')
  })
  const answer = await fetch(url)
  expect([answer.status, answer.headers.get('x-test'), await answer.text()]).toEqual([
    418,
    'second first',
    'body',
  ])
})

test('a buffered answer sends nothing before its end', async () => {
  let wereHeadersSent = true
  const url = await serve((_, response) => {
    response.bufferUntilEnd()
    response.writeHead(201)
    response.flushHeaders()
    response.write('one ')
    response.write(Buffer.from('two '))
    wereHeadersSent = response.headersSent
    response.statusCode = 503
    response.end('three')
  })
  const whole = await sendBytes(
    Number(new URL(url).port),
    'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  )
  expect(wereHeadersSent).toBe(false)
  expect(whole).toMatch(/^HTTP\/1.1 503 .*Content-Length: 13\r\n\r\none two three$/s)
})
