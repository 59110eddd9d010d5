import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { measureRequest, startRequestMetrics } from './measure-request'

function answerTo(url: string): void {
  const { request, answer } = fakeRequest({ url })
  measureRequest(request, answer)
  answer.emit('finish')
}

test('answers are counted by route pattern once metrics are on', async () => {
  const registry = new Registry()
  answerTo('/login')
  startRequestMetrics(registry)
  answerTo('/reset/secret')
  answerTo('/reset/other')
  const text = await registry.metrics()
  expect(text).toContain('count{method="GET",route="/reset/[ticket]",status="200"} 2')
  expect(text).not.toContain('/login')
})
