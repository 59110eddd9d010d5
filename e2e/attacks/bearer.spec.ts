import { createHmac, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { decodeJwt, type JWTPayload, SignJWT } from 'jose'
import { call } from '@/e2e/support/clients/call'
import { problem } from '@/e2e/support/clients/expected-problem'
import type { RestApi } from '@/e2e/support/clients/rest-api'
import { hungUp, send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/api-test'
import { expect } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import type { RunningServer } from '@/e2e/support/servers/server'

/** Tokens here are signed with the server's own key, unless a test says otherwise. */
async function keyOf(server: RunningServer): Promise<Uint8Array> {
  return new Uint8Array(hkdfSync('sha256', await secretOf(server), 'latchkey', 'jwt', 32))
}

async function secretOf({ dataFolder }: RunningServer): Promise<string> {
  return (await readFile(path.join(dataFolder, 'secret'), 'utf8')).trim()
}

function sign(claims: JWTPayload, key: Uint8Array, header: object = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header }).sign(key)
}

/** Signs a token with any header, always with HS256. */
function signByHand(header: object, claims: JWTPayload, key: Uint8Array): string {
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}

/** Expects every token to be rejected, wherever a bearer is read. */
async function expectRefused(rest: RestApi, tokens: Record<string, string>): Promise<void> {
  const answers = await Promise.all(
    Object.entries(tokens).map(async ([name, token]) => [name, ...(await statusesWith(rest, token))]),
  )
  expect(answers).toEqual(Object.keys(tokens).map((name) => [name, 401, 401, 403, 1]))
}

async function statusesWith({ serverUrl }: RestApi, bearer: string): Promise<number[]> {
  const [password, newPassword] = ['correct horse battery', 'chosen by a forger']
  const change = { password, newPassword, newPasswordRepeat: newPassword }
  const set = { login: 'somebody', email: 'forger@example.com' }
  const [account, changed, gave, edited] = await Promise.all([
    call(`${serverUrl}/api/account`, undefined, { bearer }),
    call(`${serverUrl}/api/ticket/auth/changePassword`, change, { bearer, method: 'PATCH' }),
    call(`${serverUrl}/api/password/set`, set, { bearer }),
    call(`${serverUrl}/api/classic/auth/edit`, { password, new_password: newPassword }, { bearer }),
  ])
  return [account.status, changed.status, gave.status, JSON.parse(edited.text).error]
}

test('G01: an unsigned token, or one changed after signing, is rejected', async ({
  rest,
  mailbox,
  server,
}) => {
  const token = await rest.signIn(await rest.registerVerified(mailbox))
  const claims = decodeJwt(token)
  expect(await rest.account(`Bearer ${await sign(claims, await keyOf(server))}`)).toMatchObject({
    status: 200,
  })
  const [head = '', body = '', signature = ''] = token.split('.')
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const spellings = ['none', 'None', 'NONE', 'nOnE', '', ' none', 'hs256', null, 0, ['none'], ['HS256']]
  const none = spellings.flatMap((alg) => [
    [`${JSON.stringify(alg)}, no signature`, `${encoded({ alg, typ: 'JWT' })}.${body}.`],
    [`${JSON.stringify(alg)}, two parts`, `${encoded({ alg, typ: 'JWT' })}.${body}`],
    [`${JSON.stringify(alg)}, our signature`, `${encoded({ alg, typ: 'JWT' })}.${body}.${signature}`],
  ])
  await expectRefused(rest, {
    ...Object.fromEntries(none),
    'no algorithm': `${encoded({ typ: 'JWT' })}.${body}.${signature}`,
    'no signature': `${head}.${body}.`,
    'two parts': `${head}.${body}`,
    'four parts': `${token}.${signature}`,
    'another body': `${head}.${encoded({ ...claims, sub: claims.sid })}.${signature}`,
    'a cut signature': token.slice(0, -4),
    'the body alone': body,
    'the claims as text': encoded(claims),
    'the id of the session': String(claims.sid),
  })
})

test("G02: a token's header chooses neither its algorithm nor its key, and no URL in it is fetched", async ({
  rest,
  mailbox,
  server,
}) => {
  const claims = decodeJwt(await rest.signIn(await rest.registerVerified(mailbox)))
  const key = await keyOf(server)
  let fetched = 0
  const listener = createServer((_request, answer) => {
    fetched += 1
    answer.end('{"keys":[]}')
  })
  await new Promise<void>((listening) => listener.listen(0, '127.0.0.1', listening))
  const keyUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/keys`
  const text = new TextEncoder()
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const by = (alg: string, signer: KeyObject) =>
    new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT' }).sign(signer)
  const own = { alg: 'HS256', typ: 'JWT' }
  const emptyKey = (header: object) => signByHand({ ...own, ...header }, claims, new Uint8Array())
  await expectRefused(rest, {
    'the key "secret"': await sign(claims, text.encode('secret')),
    'an empty key': emptyKey({}),
    'the address of the site as key': await sign(claims, text.encode(server.url)),
    'the raw secret as key': await sign(claims, text.encode(await secretOf(server))),
    HS384: await sign(claims, key, { alg: 'HS384' }),
    HS512: await sign(claims, key, { alg: 'HS512' }),
    RS256: await by('RS256', rsa),
    PS256: await by('PS256', rsa),
    ES256: await by('ES256', elliptic),
    'RS256 by name only': signByHand({ ...own, alg: 'RS256' }, claims, key),
    'another type': await sign(claims, key, { typ: 'at+jwt' }),
    'no type': signByHand({ alg: 'HS256' }, claims, key),
    'a header that must be understood': signByHand({ ...own, crit: ['x'], x: 1 }, claims, key),
    'unencoded by b64': signByHand({ ...own, crit: ['b64'], b64: false }, claims, key),
    'a key in the header': emptyKey({ jwk: { kty: 'oct', k: '' } }),
    'a key in a file': emptyKey({ kid: '../../../../dev/null' }),
    'a key in the database': emptyKey({ kid: "' UNION SELECT ''--" }),
    'a very long name of a key': emptyKey({ kid: 'k'.repeat(6_000) }),
    'a key elsewhere': emptyKey({ jku: keyUrl, x5u: keyUrl, kid: 'x' }),
    'a certificate': emptyKey({ x5c: ['MIIB'] }),
  })
  const longest = `Bearer ${emptyKey({ kid: 'k'.repeat(1_000_000) })}`
  const headers = { authorization: longest }
  const rejected = await send(`${server.url}/api/account`, { headers, mayHangUp: true })
  expect([431, hungUp.status]).toContain(rejected.status)
  const attempts: number[] = []
  for (let n = 0; n < 5; n++) {
    const begun = performance.now()
    await rest.account(`Bearer ${await by('RS256', rsa)}`)
    attempts.push(performance.now() - begun)
  }
  expect(Math.min(...attempts)).toBeLessThan(50 * faultSize.busyFactor)
  listener.close()
  expect(fetched).toBe(0)
})

test('G03: a token is valid only within its time, for its session and for our server', async ({
  rest,
  mailbox,
  server,
}) => {
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
    'made in a minute': { iat: now + 60 },
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
    'an unknown session': { sid: '00000000-0000-4000-8000-000000000000' },
    'a session by no id': { sid: "' OR 1=1--" },
    'a session as an object': { sid: { not: '' } },
  }
  const tokens = Object.entries(changed).map(
    async ([name, change]) => [name, await sign({ ...claims, ...change }, key)] as const,
  )
  await expectRefused(rest, Object.fromEntries(await Promise.all(tokens)))
  const text = signByHand({ alg: 'HS256', typ: 'JWT' }, { ...claims, exp: 'never' as unknown as number }, key)
  await expectRefused(rest, { 'an end in words': text })
  expect(await rest.account(`Bearer ${await sign(claims, key)}`)).toMatchObject({ status: 200 })
})

test('G05: a malformed Authorization header is rejected and harmless', async ({ rest, mailbox, server }) => {
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
    `${token} `.repeat(2).trim(),
    `Bearer ${token}, Bearer ${token}`,
    `Bearer Bearer ${token}`,
    '"',
  ]
  const answers = await Promise.all(headers.map((header) => rest.account(header)))
  expect(answers.map(({ status }, at) => [headers[at]?.slice(0, 30), status])).toEqual(
    headers.map((header) => [header.slice(0, 30), 401]),
  )
  // The bare token, as apps of the ticket dialect send it.
  expect(await rest.account(token)).toMatchObject({ status: 200 })
  expect(await rest.account(['Bearer x', `Bearer ${token}`])).toMatchObject({ status: 401 })
  const authorization = `Bearer ${'A'.repeat(100_000)}`
  const tooLong = await send(`${server.url}/api/account`, { headers: { authorization }, mayHangUp: true })
  expect([431, hungUp.status]).toContain(tooLong.status)
  expect(await rest.account(`bearer ${token}`)).toMatchObject({ status: 200 })
})

test('a valid cookie does not make up for an invalid bearer', async ({ rest, mailbox, server }) => {
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
  // The cookie's secret is the session's, so it also works as a bearer.
  expect(await rest.account(`Bearer ${secret}`)).toMatchObject({ status: 200 })
})

test('/api/account changes nothing by a method that it does not have', async ({ server }) => {
  for (const method of ['POST', 'PUT', 'DELETE', 'TRACE']) {
    const answer = await send(`${server.url}/api/account`, { method, body: '{"role":"admin"}' })
    expect(answer).toMatchObject({
      ...problem('method_not_allowed'),
      headers: { allow: 'GET, HEAD, PATCH' },
    })
  }
})
