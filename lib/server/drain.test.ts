import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { startStepServer } from '@/lib/testing/step-server'
import type { Answer } from './answer'
import { drain, trackOpenAnswer } from './drain'

test('open requests are answered, their connections close, and new ones are refused', async () => {
  const waiting: Answer[] = []
  const { server, port } = await startStepServer((request, answer) => {
    trackOpenAnswer(request, answer)
    if (request.url === '/partial') answer.write('partial ')
    if (request.url === '/idle') answer.end('idle')
    else waiting.push(answer)
  })
  const ask = (path: string) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`))
    return socket
  }
  const idle = ask('/idle')
  await once(idle, 'data')
  const [partial, silent] = [ask('/partial'), ask('/silent')]
  const answers = [text(partial), text(silent)]
  while (waiting.length < 2) await new Promise((resolve) => setImmediate(resolve))

  const drained = drain(server)
  await once(idle, 'close')
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow()
  for (const answer of waiting) answer.end('whole')
  const [first, second] = await Promise.all(answers)
  expect(first).toContain('Connection: keep-alive')
  expect(first).toContain('partial ')
  expect(second).toContain('Connection: close')
  expect(second).toContain('whole')
  await drained
})
