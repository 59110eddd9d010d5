import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { signInByDevice } from '@/lib/account/operations/entering/sign-in-by-device'
import { listRecoveryTools } from '@/lib/account/operations/recovery/list-recovery-tools'
import { requestPassword } from '@/lib/account/operations/recovery/request-password'
import { config, parseConfig } from '@/lib/config'
import { prisma } from '@/lib/db/client'
import { RetryAfterError } from '@/lib/delivery/mail/mail-transport'
import { setProcessWide } from '@/lib/process/process-wide'
import { guestContext, unique } from '@/lib/testing/accounts'
import {
  type FakeApns,
  type FakeFcm,
  fcmError,
  type PushAnswer,
  startApns,
  startFcm,
} from '@/lib/testing/servers/push-servers'
import { pushesTo } from '@/lib/testing/waiting-mail'
import { closeApns } from './apns'
import { deliverPush, pushTransportFor } from './push'

const previousConfig = config()
const content = { kind: 'generated_password', account: 'Toto', password: 'abcde-fghjk' } as const
const inAnHour = () => new Date(Date.now() + 3_600_000)

const appleToken = () => randomBytes(32).toString('hex')
const googleToken = () =>
  `${randomBytes(11).toString('base64url')}:APA91b${randomBytes(50).toString('base64url')}`

let apns: FakeApns
let fcm: FakeFcm
/** The answers of a fake service to the attempts for a token, in order; then it accepts. */
const scripts = new Map<string, (PushAnswer | (() => Promise<PushAnswer>))[]>()
function answerTo(token: string, attemptNumber: number): PushAnswer | Promise<PushAnswer> {
  const answer = scripts.get(token)?.[attemptNumber - 1] ?? { status: 200 }
  return typeof answer === 'function' ? answer() : answer
}

beforeAll(async () => {
  apns = await startApns(answerTo)
  fcm = await startFcm(answerTo)
})
beforeEach(() => configure({ ...apns.env, ...fcm.env }))
afterAll(async () => {
  setProcessWide('config', previousConfig)
  closeApns()
  await apns.close()
  await fcm.close()
})

function configure(env: Record<string, string>): void {
  const { apns, fcm, mailTransport } = parseConfig(env)
  setProcessWide('config', { ...previousConfig, apns, fcm, mailTransport })
}

interface TestDevice {
  readonly id: string
  readonly login: string
  readonly token: string
}

async function newDevice(token: string): Promise<TestDevice> {
  const login = unique('push')
  const device = { id: 'first', pushToken: token }
  await signInByDevice(guestContext('device'), { login, password: null, device })
  const { id } = await prisma().device.findFirstOrThrow({ where: { pushToken: token }, select: { id: true } })
  return { id, login, token }
}

function deliver({ id: deviceId }: TestDevice, id: string = randomUUID(), expiresAt = inAnHour()) {
  return deliverPush(id, { deviceId, locale: 'en', expiresAt: expiresAt.toISOString(), content })
}

async function tokenOf({ id }: TestDevice): Promise<string | null> {
  return (await prisma().device.findUniqueOrThrow({ where: { id } })).pushToken
}

const toolsOf = ({ login }: TestDevice) => listRecoveryTools(guestContext('device'), { login })
const callsFor = (token: string) => apns.calls.filter((call) => call.token === token)
const fcmCallsFor = (token: string) => fcm.calls.filter((call) => call.message.token === token)

describe('a token', () => {
  test('goes to the service of its kind', () => {
    expect(pushTransportFor(appleToken())).toBe('apns')
    expect(pushTransportFor(appleToken().toUpperCase())).toBe('apns')
    expect(pushTransportFor(randomBytes(100).toString('hex'))).toBe('apns')
    expect(pushTransportFor(googleToken())).toBe('fcm')
    expect(pushTransportFor(`../../${appleToken()}`)).toBe('fcm')
    expect(pushTransportFor('abc')).toBe('fcm')
  })

  test('without a service of its kind goes to the inbox, as mails do', () => {
    configure(apns.env)
    expect([appleToken(), googleToken()].map(pushTransportFor)).toEqual(['apns', 'inbox'])
    configure(fcm.env)
    expect([appleToken(), googleToken()].map(pushTransportFor)).toEqual(['inbox', 'fcm'])
    configure({})
    expect([appleToken(), googleToken()].map(pushTransportFor)).toEqual(['inbox', 'inbox'])
  })

  test('is no recovery tool without a service, if mails leave the machine', async () => {
    const device = await newDevice(googleToken())
    expect(await toolsOf(device)).toMatchObject({ ok: true, push: [expect.any(String)] })
    configure({ ...apns.env, SMTP_URL: 'smtp://mail', MAIL_FROM: 'a@example.com' })
    expect(await toolsOf(device)).toMatchObject({ codes: ['no_tools'] })
    const asked = { tool: 'push', login: device.login, device: null }
    expect(await requestPassword(guestContext('device'), asked)).toMatchObject({
      codes: ['tool_not_available'],
    })
    expect(await deliver(device)).toEqual({ sent: false, reason: 'no push transport' })
  })
})

describe('by APNs', () => {
  test('a message arrives in the format of Apple with an expiry time, and many share one connection', async () => {
    const devices = await Promise.all([appleToken(), appleToken(), appleToken()].map(newDevice))
    const expiresAt = inAnHour()
    const id = randomUUID()
    const [first, ...more] = devices
    if (!first) throw new Error('unreachable')
    expect(await deliver(first, id, expiresAt)).toEqual({ sent: true })
    const [call] = callsFor(first.token)
    expect(call).toMatchObject({
      headers: {
        ':method': 'POST',
        'apns-id': id,
        'apns-collapse-id': id,
        'apns-topic': 'com.example.app',
        'apns-push-type': 'alert',
        'apns-priority': '10',
        'apns-expiration': String(Math.floor(expiresAt.getTime() / 1_000)),
      },
      payload: {
        aps: { alert: 'abcde-fghjk' },
      },
      provider: { kid: 'ABC123DEFG', claims: { iss: 'DEF123GHIJ', iat: expect.any(Number) } },
    })
    await Promise.all(more.map((device) => deliver(device)))
    const calls = devices.flatMap(({ token }) => callsFor(token))
    expect(calls).toHaveLength(3)
    expect(new Set(calls.map(({ connection }) => connection)).size).toBe(1)
    expect(new Set(calls.map(({ headers }) => headers.authorization)).size).toBe(1)
  })

  test.each([
    { status: 410, body: { reason: 'Unregistered', timestamp: 1 } },
    { status: 400, body: { reason: 'BadDeviceToken' } },
  ])('a dead token is removed from the device and the recovery tools: $body.reason', async (answer) => {
    const device = await newDevice(appleToken())
    scripts.set(device.token, [answer])
    expect(await deliver(device)).toMatchObject({ sent: false, tokenIsDead: true })
    expect(await tokenOf(device)).toBeNull()
    expect(await toolsOf(device)).toMatchObject({ codes: ['no_tools'] })
    expect(await deliver(device)).toEqual({ sent: false, reason: 'the device is gone' })
    expect(callsFor(device.token)).toHaveLength(1)
  })

  test('a token that the app sent during delivery to the old one stays', async () => {
    const device = await newDevice(appleToken())
    const pushToken = appleToken()
    const bring = prisma().device.update({ where: { id: device.id }, data: { pushToken } })
    const dead = { status: 410, body: { reason: 'Unregistered' } } as const
    scripts.set(device.token, [() => bring.then(() => dead)])
    expect(await deliver(device)).toMatchObject({ tokenIsDead: true })
    expect(await tokenOf(device)).toBe(pushToken)
  })

  test('a failure that is not about the token is permanent, and the token stays', async () => {
    const device = await newDevice(appleToken())
    scripts.set(device.token, [{ status: 400, body: { reason: 'DeviceTokenNotForTopic' } }])
    expect(await deliver(device)).toEqual({ sent: false, reason: 'APNs 400 DeviceTokenNotForTopic' })
    expect(await tokenOf(device)).toBe(device.token)
  })

  test('R29: temporary failures, and those an operator can fix, are attempted again, after Retry-After', async () => {
    const device = await newDevice(appleToken())
    const id = randomUUID()
    scripts.set(device.token, [
      { status: 429, body: { reason: 'TooManyRequests' }, retryAfter: '7' },
      { status: 500, body: { reason: 'InternalServerError' } },
      { status: 403, body: { reason: 'ExpiredProviderToken' } },
    ])
    const attempts: unknown[] = []
    for (let left = 3; left > 0; left--) attempts.push(await deliver(device, id).catch((error) => error))
    expect(attempts[0]).toMatchObject({ seconds: 7, message: 'APNs 429 TooManyRequests' })
    expect(attempts.slice(1).map(String)).toEqual([
      'Error: APNs 500 InternalServerError',
      'Error: APNs 403 ExpiredProviderToken',
    ])
    expect(await deliver(device, id)).toEqual({ sent: true })
    const calls = callsFor(device.token)
    expect(new Set(calls.map(({ headers }) => headers['apns-id']))).toEqual(new Set([id]))
    expect(calls[3]?.headers.authorization).not.toBe(calls[2]?.headers.authorization)
    expect(await tokenOf(device)).toBe(device.token)
  })

  test('an overloaded service is not called until its Retry-After has passed', async () => {
    const [first, second] = await Promise.all([newDevice(appleToken()), newDevice(appleToken())])
    const retryAfter = new Date(Date.now() + 60_000).toUTCString()
    scripts.set(first.token, [{ status: 503, body: { reason: 'Shutdown' }, retryAfter }])
    const refused = await deliver(first).catch((error) => error)
    expect(refused).toBeInstanceOf(RetryAfterError)
    expect(refused.seconds).toBeOneOf([58, 59, 60])
    await expect(deliver(second)).rejects.toThrow('apns has asked for a pause')
    expect(callsFor(second.token)).toHaveLength(0)
    await prisma().rateLimit.deleteMany({ where: { key: 'pause:apns' } })
    expect(await deliver(second)).toEqual({ sent: true })
  })

  test('a closed connection fails its messages, and the next message opens a new one', async () => {
    const device = await newDevice(appleToken())
    scripts.set(device.token, ['goaway'])
    await expect(deliver(device)).rejects.toThrow(/^APNs: /)
    expect(await deliver(device)).toEqual({ sent: true })
    const [away, sent] = callsFor(device.token)
    expect(sent?.connection).toBeGreaterThan(away?.connection ?? 0)
  })

  test('a silent service times out after 30 seconds, and other messages are sent in the meantime', async () => {
    const [silent, other] = await Promise.all([newDevice(appleToken()), newDevice(appleToken())])
    scripts.set(silent.token, ['hang'])
    const giveUp = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(giveUp.signal)
    const waiting = deliver(silent).catch(String)
    await expect.poll(() => callsFor(silent.token), { timeout: 60_000 }).toHaveLength(1)
    expect(timeout).toHaveBeenCalledWith(30_000)
    expect(await deliver(other)).toEqual({ sent: true })
    giveUp.abort()
    expect(await waiting).toMatch(/^Error: APNs: /)
    timeout.mockRestore()
    expect(await deliver(silent)).toEqual({ sent: true })
  })

  test('an unreachable server is a temporary failure', async () => {
    const device = await newDevice(appleToken())
    const away = await startApns()
    await away.close()
    closeApns()
    configure(away.env)
    await expect(deliver(device)).rejects.toThrow(/^APNs: .*ECONNREFUSED/)
    closeApns()
    configure(apns.env)
    expect(await deliver(device)).toEqual({ sent: true })
  })

  test('the connection ends when the server stops', async () => {
    await deliver(await newDevice(appleToken()))
    expect(apns.open()).toBeGreaterThan(0)
    closeApns()
    await expect.poll(() => apns.open(), { timeout: 60_000 }).toBe(0)
  })
})

describe('by FCM', () => {
  test('a message arrives with an expiry time for each platform, and many share one access token', async () => {
    const devices = await Promise.all([googleToken(), googleToken(), googleToken()].map(newDevice))
    const [first, ...more] = devices
    if (!first) throw new Error('unreachable')
    const id = randomUUID()
    const expiresAt = inAnHour()
    const before = fcm.grants()
    expect(await deliver(first, id, expiresAt)).toEqual({ sent: true })
    await Promise.all(more.map((device) => deliver(device)))
    expect(fcm.grants() - before).toBeLessThanOrEqual(1)
    const [call] = fcmCallsFor(first.token)
    expect(call).toMatchObject({
      path: '/v1/projects/demo-project/messages:send',
      authorized: true,
      message: {
        notification: { title: 'Your new password', body: 'abcde-fghjk' },
        android: {
          priority: 'HIGH',
          ttl: expect.stringMatching(/^3(600|59\d)s$/),
          notification: { tag: id, visibility: 'PRIVATE' },
        },
        apns: {
          headers: {
            'apns-collapse-id': id,
            'apns-expiration': String(Math.floor(expiresAt.getTime() / 1_000)),
          },
        },
      },
    })
  })

  const invalid = 'The registration token is not a valid FCM registration token'
  test.each([
    { status: 404, body: fcmError(404, 'NOT_FOUND', 'UNREGISTERED') },
    { status: 400, body: fcmError(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT', invalid) },
    {
      status: 400,
      body: {
        error: {
          code: 400,
          message: 'Request contains an invalid argument.',
          status: 'INVALID_ARGUMENT',
          details: [{ fieldViolations: [{ field: 'message.token', description: 'Invalid' }] }],
        },
      },
    },
  ])('a dead token is removed from the device and the recovery tools: %j', async (answer) => {
    const device = await newDevice(googleToken())
    scripts.set(device.token, [answer])
    expect(await deliver(device)).toMatchObject({ sent: false, tokenIsDead: true })
    expect(await tokenOf(device)).toBeNull()
    expect(await toolsOf(device)).toMatchObject({ codes: ['no_tools'] })
  })

  test.each([
    { status: 400, body: fcmError(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'Message too big') },
    { status: 403, body: fcmError(403, 'PERMISSION_DENIED', 'SENDER_ID_MISMATCH') },
    { status: 404, body: { error: 'no such project' } },
  ])('a failure that is not about the token is permanent, and the token stays: %j', async (answer) => {
    const device = await newDevice(googleToken())
    scripts.set(device.token, [answer])
    expect(await deliver(device)).not.toHaveProperty('tokenIsDead')
    expect(await tokenOf(device)).toBe(device.token)
  })

  test('R29: temporary failures, and those an operator can fix, are attempted again, after Retry-After', async () => {
    const device = await newDevice(googleToken())
    const id = randomUUID()
    scripts.set(device.token, [
      { status: 429, body: fcmError(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'), retryAfter: '60' },
      { status: 503, body: fcmError(503, 'UNAVAILABLE', 'UNAVAILABLE') },
      { status: 403, body: fcmError(403, 'PERMISSION_DENIED') },
    ])
    const attempts: unknown[] = []
    for (let left = 3; left > 0; left--) attempts.push(await deliver(device, id).catch((error) => error))
    expect(attempts[0]).toMatchObject({ seconds: 60, message: 'FCM 429 QUOTA_EXCEEDED' })
    expect(attempts.slice(1).map(String)).toEqual([
      'Error: FCM 503 UNAVAILABLE',
      'Error: FCM 403 PERMISSION_DENIED',
    ])
    expect(await deliver(device, id)).toEqual({ sent: true })
    expect(
      new Set(fcmCallsFor(device.token).map(({ message }) => message.android.notification.tag)).size,
    ).toBe(1)
  })

  test('a refused access token is replaced at the next attempt', async () => {
    const device = await newDevice(googleToken())
    await deliver(device)
    fcm.revokeAccess()
    await expect(deliver(device)).rejects.toThrow('FCM 401')
    expect(await deliver(device)).toEqual({ sent: true })
  })
})

test('an expired password is not sent', async () => {
  const device = await newDevice(appleToken())
  const passed = new Date(Date.now() - 1)
  expect(await deliver(device, randomUUID(), passed)).toEqual({
    sent: false,
    reason: 'its content has expired',
  })
  expect(callsFor(device.token)).toEqual([])
})

test('a message expires together with its password', async () => {
  const device = await newDevice(appleToken())
  await requestPassword(guestContext('device'), { tool: 'push', login: device.login, device: null })
  expect(await pushesTo(device.token)).toHaveLength(1)
  const [row] = await prisma().$queryRaw<{ data: { expiresAt: string } }[]>`
    SELECT data FROM queue.job WHERE name = 'push' AND data->>'deviceId' = ${device.id}`
  const { generatedPasswordExpiresAt } = await prisma().account.findFirstOrThrow({
    where: { devices: { some: { id: device.id } } },
  })
  expect(row?.data.expiresAt).toBe(generatedPasswordExpiresAt?.toISOString())
})
