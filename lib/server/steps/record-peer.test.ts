import { beforeAll, expect, test } from 'vitest'
import { isLocal } from '@/lib/http/peer'
import { fakeRequest } from '@/lib/testing/fake-request'
import { useTestConfig } from '@/lib/testing/test-config'
import { recordPeer } from './record-peer'

beforeAll(() => useTestConfig())

function recorded(address: string, sent: Record<string, string> = {}) {
  const { request } = fakeRequest({ headers: sent })
  Object.defineProperty(request.socket, 'remoteAddress', { value: address })
  recordPeer(request)
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  return { forwarded: headers.get('x-forwarded-for'), isLocal: isLocal(headers), headers }
}

test('the peer is the last hop of X-Forwarded-For', () => {
  expect(recorded('192.0.2.1').forwarded).toBe('192.0.2.1')
  expect(recorded('192.0.2.1', { 'x-forwarded-for': '10.0.0.1, 10.0.0.2' }).forwarded).toBe(
    '10.0.0.1, 10.0.0.2, 192.0.2.1',
  )
})

test('a request is local when it comes from this machine without a proxy', () => {
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
    expect([address, recorded(address).isLocal]).toEqual([address, true])
  for (const address of ['192.0.2.1', '::ffff:192.0.2.1', ''])
    expect([address, recorded(address).isLocal]).toEqual([address, false])
  const names = ['via', 'forwarded', 'x-forwarded-for', 'x-real-ip', 'client-ip', 'cf-ray', 'x-amzn-trace-id']
  for (const name of names) expect([name, recorded('::1', { [name]: 'x' }).isLocal]).toEqual([name, false])
  expect(recorded('::1', { 'x-anything': 'a, 10.0.0.1:80' }).isLocal).toBe(false)
})

test('only our own mark is accepted', () => {
  expect(recorded('192.0.2.1', { 'x-latchkey-direct': '1' }).isLocal).toBe(false)
  const mark = recorded('::1').headers.get('x-latchkey-direct') ?? ''
  // Next calls itself with the headers of the original request.
  expect(recorded('::1', { 'x-latchkey-direct': mark, 'x-forwarded-for': '::1' }).isLocal).toBe(true)
  expect(recorded('192.0.2.1', { 'x-latchkey-direct': mark }).isLocal).toBe(false)
})
