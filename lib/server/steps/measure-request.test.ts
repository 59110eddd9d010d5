import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { madeRequest } from '@/lib/testing/made-request'
import { measureRequest, measureRequests } from './measure-request'

function answered(url: string): void {
  const { request, answer } = madeRequest({ url })
  measureRequest(request, answer)
  answer.emit('finish')
}

test('answers are counted by the pattern of their route, once somebody measures', async () => {
  const registry = new Registry()
  answered('/login')
  measureRequests(registry)
  answered('/reset/secret')
  answered('/reset/other')
  const text = await registry.metrics()
  expect(text).toContain('count{method="GET",route="/reset/[ticket]",status="200"} 2')
  expect(text).not.toContain('/login')
})
