import { createHmac, generateKeyPairSync, hkdfSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { decodeJwt, type JWTPayload, SignJWT } from 'jose'
import { test } from '@/e2e/support/api-test'
import type { RestApi } from '@/e2e/support/rest-api'
import { hungUp, send } from '@/e2e/support/send'
import type { RunningServer } from '@/e2e/support/server'
import { expect } from '@/e2e/support/test'

/** What is signed here is signed with the server's own key, unless a test says otherwise. */
async function keyOf({ dataFolder }: RunningServer): Promise<Uint8Array> {
  const secret = (await readFile(path.join(dataFolder, 'secret'), 'utf8')).trim()
  return new Uint8Array(hkdfSync('sha256', secret, 'latchkey', 'jwt', 32))
}

function sign(claims: JWTPayload, key: Uint8Array, header: object = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header }).sign(key)
}

/** A token with any header at all, signed as HS256 is whatever the header says. */
function signByHand(header: object, claims: JWTPayload, key: Uint8Array): string {
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}

async function expectRefused(rest: RestApi, tokens: Record<string, string>): Promise<void> {
  const answers = await Promise.all(
    Object.entries(tokens).map(async ([name, token]) => [
      name,
      (await rest.account(`Bearer ${token}`)).status,
    ]),
  )
  expect(answers).toEqual(Object.keys(tokens).map((name) => [name, 401]))
}

test('a token is taken only with our signature, by our algorithm', async ({ rest, mailbox, server }) => {
  const token = await rest.signIn(await rest.registerVerified(mailbox))
  const key = await keyOf(server)
  const claims = decodeJwt(token)
  expect(await rest.account(`Bearer ${await sign(claims, key)}`)).toMatchObject({ status: 200 })

  const [head = '', body = '', signature = ''] = token.split('.')
  const none = (alg: string) => Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url')
  const other = Buffer.from(JSON.stringify({ ...claims, sub: claims.sid })).toString('base64url')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  await expectRefused(rest, {
    'no algorithm': `${none('none')}.${body}.`,
    'no algorithm, spelt oddly': `${none('nOnE')}.${body}.`,
    'no algorithm, our signature': `${none('none')}.${body}.${signature}`,
    'an empty algorithm': `${none('')}.${body}.${signature}`,
    'no signature': `${head}.${body}.`,
    'two parts': `${head}.${body}`,
    'another body': `${head}.${other}.${signature}`,
    'a cut signature': token.slice(0, -4),
    'another key': await sign(claims, new TextEncoder().encode('secret')),
    'an empty key': signByHand({ alg: 'HS256', typ: 'JWT' }, claims, new Uint8Array()),
    'the address of the site as key': await sign(claims, new TextEncoder().encode(server.url)),
    HS512: await sign(claims, key, { alg: 'HS512' }),
    RS256: await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(privateKey),
    'RS256 by name only': signByHand({ alg: 'RS256', typ: 'JWT' }, claims, key),
    'another type': await sign(claims, key, { typ: 'at+jwt' }),
    'no type': signByHand({ alg: 'HS256' }, claims, key),
    'a header we do not know to be safe': signByHand(
      { alg: 'HS256', typ: 'JWT', crit: ['x'], x: 1 },
      claims,
      key,
    ),
    'a key in the header': signByHand(
      { alg: 'HS256', typ: 'JWT', jwk: { kty: 'oct', k: '' }, kid: '../../dev/null' },
      claims,
      new Uint8Array(),
    ),
  })
})

test('a token counts only within its time, for its session and for us', async ({ rest, mailbox, server }) => {
  const person = await rest.registerVerified(mailbox)
  const key = await keyOf(server)
  const claims = decodeJwt(await rest.signIn(person))
  const now = Math.floor(Date.now() / 1_000)
  const hour = 3_600
  const tenYears = 10 * 365 * 24 * hour
  const changed: Record<string, object> = {
    'no end': { exp: undefined },
    'ended an hour ago': { exp: now - hour },
    'ends in ten years': { exp: now + tenYears },
    'made in an hour': { iat: now + hour },
    'made tomorrow': { iat: now + 24 * hour },
    'no moment of making': { iat: undefined },
    'not before an hour from now': { nbf: now + hour },
    'another issuer': { iss: 'https://evil.test' },
    'no issuer': { iss: undefined },
    'another audience': { aud: 'other' },
    'no audience': { aud: undefined },
    'no subject': { sub: undefined },
    'no session': { sid: undefined },
    'a session that is none': { sid: '00000000-0000-4000-8000-000000000000' },
    'a session by no id': { sid: "' OR 1=1--" },
    'a session as an object': { sid: { not: '' } },
  }
  const tokens = Object.entries(changed).map(
    async ([name, change]) => [name, await sign({ ...claims, ...change }, key)] as const,
  )
  await expectRefused(rest, Object.fromEntries(await Promise.all(tokens)))
  const text = signByHand({ alg: 'HS256', typ: 'JWT' }, { ...claims, exp: 'never' as unknown as number }, key)
  await expectRefused(rest, { 'an end in words': text })
  expect(await rest.account(`Bearer ${await sign({ ...claims, iat: now + 30 }, key)}`)).toMatchObject({
    status: 200,
  })
})

test('an Authorization header that is none of ours is nobody, and harms nothing', async ({
  rest,
  mailbox,
  server,
}) => {
  const token = await rest.signIn(await rest.registerVerified(mailbox))
  const headers = [
    'Bearer',
    'Bearer ',
    'Bearer %',
    'Bearer %00',
    'Bearer a b',
    'Bearer ..',
    `Bearer ${'A'.repeat(43)}`,
    `Bearer ${'A'.repeat(12_000)}`,
    'Basic x',
    'Basic aXZhbjppdmFu',
    `Basic ${token}`,
    token,
    `Bearer ${token}, Bearer ${token}`,
    `Bearer Bearer ${token}`,
    '"',
  ]
  const answers = await Promise.all(headers.map((header) => rest.account(header)))
  expect(answers.map(({ status }, at) => [headers[at]?.slice(0, 30), status])).toEqual(
    headers.map((header) => [header.slice(0, 30), 401]),
  )
  expect(await rest.account(['Bearer x', `Bearer ${token}`])).toMatchObject({ status: 401 })
  const authorization = `Bearer ${'A'.repeat(100_000)}`
  const tooLong = await send(`${server.url}/api/account`, { headers: { authorization }, mayHangUp: true })
  expect([431, hungUp.status]).toContain(tooLong.status)
  expect(await rest.account(`bearer ${token}`)).toMatchObject({ status: 200 })
})

test('a bearer that is not good is not made good by a cookie that is', async ({ rest, mailbox, server }) => {
  const { email, password } = await rest.registerVerified(mailbox)
  const signIn = await send(`${server.url}/api/classic/auth/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: email, password }).toString(),
  })
  const [cookie = ''] = signIn.headers['set-cookie']?.[0]?.split(';') ?? []
  const secret = cookie.replace('authjs.session-token=', '')
  expect(secret).toMatch(/^[\w-]{43}$/)
  const url = `${server.url}/api/account`
  expect(await send(url, { headers: { cookie } })).toMatchObject({ status: 200 })
  expect(await send(url, { headers: { cookie, authorization: 'Bearer x' } })).toMatchObject({ status: 401 })
  // The cookie's secret is the session's, so it works as a bearer too.
  expect(await rest.account(`Bearer ${secret}`)).toMatchObject({ status: 200 })
})

test('a token in the address or the body is not looked at', async ({ rest, mailbox, server }) => {
  const token = await rest.signIn(await rest.registerVerified(mailbox))
  for (const name of ['token', 'session', 'access_token', 'auth_token']) {
    expect(await send(`${server.url}/api/account?${name}=${token}`)).toMatchObject({ status: 401 })
  }
})

test('/api/account changes nothing, whatever the method', async ({ server }) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE']) {
    const answer = await send(`${server.url}/api/account`, { method, body: '{"role":"admin"}' })
    expect(answer).toMatchObject({
      status: 405,
      text: '{"type":"about:blank","title":"Method not allowed","status":405}',
      headers: { allow: 'GET, HEAD, OPTIONS' },
    })
  }
})
