import { collectDefaultMetrics, Registry } from 'prom-client'
import { beforeAll, expect, test } from 'vitest'
import { requestChannels } from '@/lib/channels'
import { limits } from '@/lib/policy'
import { registry } from '@/lib/process/metrics'
import { lintMetrics } from '@/lib/testing/lint-metrics'
import { useTestConfig } from '@/lib/testing/test-config'
import manifest from '@/package.json' with { type: 'json' }
import { measureServer } from './measure-server'

let text: string
beforeAll(async () => {
  useTestConfig()
  measureServer()
  text = await registry().metrics()
})

const samplesOf = (name: string) =>
  [...text.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\S+)$`, 'gm'))].map(([, labels = '', value]) => ({
    labels,
    value: Number(value),
  }))

test('promtool finds no problems', () => {
  expect(lintMetrics(text)).toEqual([])
})

test('the lint rules find what promtool reports', async () => {
  const usual = new Registry()
  collectDefaultMetrics({ register: usual })
  expect(lintMetrics(await usual.metrics()).toSorted()).toEqual([
    'nodejs_active_handles_total non-counter metrics should not have "_total" suffix',
    'nodejs_active_requests_total non-counter metrics should not have "_total" suffix',
    'nodejs_active_resources_total non-counter metrics should not have "_total" suffix',
  ])
  const bad = [
    '# TYPE some_ms gauge',
    'some_ms{le="1",camelCase="x"} 1',
    '# HELP hits c',
    '# TYPE hits counter',
  ].join('\n')
  expect(lintMetrics(bad)).toEqual([
    'some_ms no help text',
    'some_ms only a histogram may have "_bucket" suffix and "le" label',
    "some_ms should be written in 'snake_case'",
    'some_ms should not contain abbreviated units',
    'hits counter metrics should have "_total" suffix',
  ])
})

test('every counter starts at 0 with all its labels', () => {
  const channels = requestChannels.length + 1
  const expected = {
    latchkey_sign_ins_total: channels * 9,
    latchkey_registrations_total: channels * 7,
    latchkey_rate_limits_reached_total: Object.keys(limits).length,
    latchkey_deliveries_total: 12 * 3,
    latchkey_delivery_failures_total: 12 * 3,
  }
  for (const [name, count] of Object.entries(expected)) {
    const samples = samplesOf(name)
    expect(samples, name).toHaveLength(count)
    expect(new Set(samples.map(({ value }) => value)), name).toEqual(new Set([0]))
  }
  expect(text).toContain('latchkey_sign_ins_total{channel="classic",outcome="wrong_credentials"} 0')
  expect(text).toContain('latchkey_sign_ins_total{channel="pages",outcome="email_not_verified"} 0')
  expect(text).toContain('latchkey_rate_limits_reached_total{limit="signInForAccount"} 0')
})

test('the running release is exposed', () => {
  expect(samplesOf('latchkey_build_info')).toEqual([
    { labels: expect.stringContaining(`version="${manifest.version}",build="`), value: 1 },
  ])
})
