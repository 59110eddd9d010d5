import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { fakeRequest } from '@/lib/testing/fake-request'
import { measureRequest, measureRequests } from './measure-request'

function answered(url: string): void {
  const { request, answer } = fakeRequest({ url })
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
