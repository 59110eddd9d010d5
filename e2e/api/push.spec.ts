import { randomBytes } from 'node:crypto'
import { DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { expect, test } from '@/e2e/support/fixtures/test'
import { startServer } from '@/e2e/support/servers/server'
import { type PushAnswer, startApns, startFcm } from '@/lib/testing/servers/push-servers'

const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/
const appleToken = () => randomBytes(32).toString('hex')
const googleToken = () =>
  `${randomBytes(11).toString('base64url')}:APA91b${randomBytes(50).toString('base64url')}`
// Retries wait for seconds.
const delivered = { timeout: 60_000 }

test('R29: a generated password reaches the device through its push service, and an invalid token is no longer a tool', async () => {
  test.setTimeout(240_000)
  const scripts = new Map<string, PushAnswer[]>()
  const answerTo = (token: string, attemptNumber: number): PushAnswer =>
    scripts.get(token)?.[attemptNumber - 1] ?? { status: 200 }
  const [apns, fcm] = [await startApns(answerTo), await startFcm(answerTo)]
  const mail = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'a@example.com' }
  const server = await startServer({ env: { ...apns.env, ...fcm.env, ...mail } })
  const enter = async (device_token: string) => {
    const [app, login] = [new DeviceApp(server.url), newLogin()]
    await app.auth({ login, device_id: 'one', device_token })
    return { app, login }
  }
  const request = (app: DeviceApp) => app.post('/password/request', { tool: 'push' })
  try {
    const [apple, google] = [appleToken(), googleToken()]
    scripts.set(apple, [{ status: 503, body: { reason: 'ServiceUnavailable' } }])
    const [iphone, android] = await Promise.all([enter(apple), enter(google)])
    for (const { app } of [iphone, android])
      expect(await request(app)).toMatchObject({ status: 200, body: { tool: 'push' } })
    await expect.poll(() => apns.calls.map(({ token }) => token), delivered).toEqual([apple, apple])
    const [first, second] = apns.calls
    expect(second?.headers['apns-id']).toBe(first?.headers['apns-id'])
    expect(second?.provider).toMatchObject({ kid: 'ABC123DEFG' })
    const applePassword = generated.exec(second?.payload.aps.alert ?? '')?.[0] ?? ''
    const entered = await new DeviceApp(server.url).auth({ login: iphone.login, password: applePassword })
    expect(entered.status).toBe(200)
    await expect.poll(() => fcm.calls.map(({ message }) => message.token), delivered).toEqual([google])
    const googlePassword = generated.exec(fcm.calls[0]?.message.notification.body ?? '')?.[0] ?? ''
    const again = await new DeviceApp(server.url).auth({ login: android.login, password: googlePassword })
    expect(again.status).toBe(200)

    const dead = appleToken()
    scripts.set(dead, [{ status: 410, body: { reason: 'Unregistered', timestamp: Date.now() } }])
    const { app } = await enter(dead)
    expect((await app.get('/password/tools')).status).toBe(200)
    expect((await request(app)).status).toBe(200)
    await expect.poll(async () => (await app.get('/password/tools')).status, delivered).toBe(404)
    expect((await request(app)).status).toBe(400)
    expect(apns.calls.filter(({ token }) => token === dead)).toHaveLength(1)

    expect(server.output()).toContain('"push":["apns","fcm"]')
    for (const secret of [apple, google, dead, applePassword, googlePassword, 'BEGIN'])
      expect(server.output()).not.toContain(secret)
    await server.stop()
    await expect.poll(() => apns.open()).toBe(0)
  } finally {
    await server.stop()
    await apns.close()
    await fcm.close()
  }
})
