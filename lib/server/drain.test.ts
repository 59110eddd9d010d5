import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { startStepServer } from '@/lib/testing/step-server'
import type { Answer } from './answer'
import { closeWhenAnswered, drain } from './drain'

test('what is under way is answered, each connection ends with its answer, and nothing new comes in', async () => {
  const waiting: Answer[] = []
  const { server, port } = await startStepServer((request, answer) => {
    closeWhenAnswered(request, answer)
    if (request.url === '/begun') answer.write('begun ')
    if (request.url === '/idle') answer.end('idle')
    else waiting.push(answer)
  })
  const ask = (path: string) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`))
    return socket
  }
  const idle = ask('/idle')
  await once(idle, 'data')
  const [begun, silent] = [ask('/begun'), ask('/silent')]
  const answers = [text(begun), text(silent)]
  while (waiting.length < 2) await new Promise((resolve) => setImmediate(resolve))

  const drained = drain(server)
  await once(idle, 'close')
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow()
  for (const answer of waiting) answer.end('whole')
  const [first, second] = await Promise.all(answers)
  expect(first).toContain('Connection: keep-alive')
  expect(first).toContain('begun ')
  expect(second).toContain('Connection: close')
  expect(second).toContain('whole')
  await drained
})
