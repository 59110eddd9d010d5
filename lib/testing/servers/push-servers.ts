import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import {
  createServer as createHttp2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { type JWTPayload, jwtVerify } from 'jose'

/** `hang` never answers, `goaway` closes the whole connection. */
export type PushAnswer =
  | 'hang'
  | 'goaway'
  | { readonly status: number; readonly body?: object; readonly retryAfter?: string }

type AnswerTo = (token: string, attemptNumber: number) => PushAnswer | Promise<PushAnswer>

const accepted: PushAnswer = { status: 200 }

export interface ApnsCall {
  readonly token: string
  readonly headers: IncomingHttpHeaders
  readonly payload: { aps: { alert: string } }
  /** Content of the provider token; null if its signature is wrong. */
  readonly provider: { readonly kid: string | undefined; readonly claims: JWTPayload } | null
  readonly connection: number
}

export interface FakeApns {
  readonly env: Record<string, string>
  readonly calls: ApnsCall[]
  open(): number
  close(): Promise<void>
}

/** A fake of Apple's push service (HTTP/2). It refuses wrong provider tokens as Apple does. */
export async function startApns(answerTo: AnswerTo = () => accepted): Promise<FakeApns> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const calls: ApnsCall[] = []
  const sessions = new Set<ServerHttp2Session>()
  let connections = 0
  const server = createHttp2Server()
  server.on('session', (session) => {
    const connection = ++connections
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
    session.on('error', () => {})
    session.on('stream', async (stream, headers) => {
      stream.on('error', () => {})
      const token = String(headers[':path']).replace('/3/device/', '')
      const payload = JSON.parse(await text(stream))
      const provider = await verified(headers.authorization, publicKey)
      calls.push({ token, headers, payload, provider, connection })
      const answer = await answerTo(token, calls.filter((call) => call.token === token).length)
      if (provider) reply(stream, answer)
      else reply(stream, { status: 403, body: { reason: 'InvalidProviderToken' } })
    })
  })
  const port = await listen(server)
  return {
    env: {
      APNS_KEY: pem(privateKey),
      APNS_KEY_ID: 'ABC123DEFG',
      APNS_TEAM_ID: 'DEF123GHIJ',
      APNS_TOPIC: 'com.example.app',
      APNS_URL: `http://127.0.0.1:${port}`,
    },
    calls,
    open: () => sessions.size,
    async close() {
      for (const session of sessions) session.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function reply(stream: ServerHttp2Stream, answer: PushAnswer): void {
  if (answer === 'hang') return
  if (answer === 'goaway') {
    stream.session?.goaway(0)
    stream.session?.destroy()
    return
  }
  const { status, body, retryAfter } = answer
  stream.respond({ ':status': status, ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) })
  stream.end(body && JSON.stringify(body))
}

async function verified(authorization: string | undefined, key: KeyObject): Promise<ApnsCall['provider']> {
  const token = /^bearer (.+)$/.exec(authorization ?? '')?.[1] ?? ''
  const verdict = await jwtVerify(token, key, { algorithms: ['ES256'], maxTokenAge: '1h' }).catch(() => null)
  return verdict && { kid: verdict.protectedHeader.kid, claims: verdict.payload }
}

export interface FcmCall {
  readonly path: string
  readonly message: {
    token: string
    notification: { title: string; body: string }
    android: { ttl: string; notification: { tag: string } }
    apns: { headers: Record<string, string> }
    webpush: { headers: Record<string, string> }
  }
  /** Whether its access token is the latest one. */
  readonly authorized: boolean
}

export interface FakeFcm {
  readonly env: Record<string, string>
  readonly calls: FcmCall[]
  /** Number of access tokens issued. */
  grants(): number
  revokeAccess(): void
  close(): Promise<void>
}

/** A fake of Google's token endpoint, for one service account, and of FCM HTTP v1. */
export async function startFcm(answerTo: AnswerTo = () => accepted): Promise<FakeFcm> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const calls: FcmCall[] = []
  let granted = 0
  let valid = 0
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object, retryAfter?: string) => {
      const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    }
    const body = await text(request)
    if (request.url === '/token') {
      const form = new URLSearchParams(body)
      const isGrant = form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer'
      if (!isGrant || !(await isAssertion(form.get('assertion') ?? '', publicKey, tokenUri)))
        return answer(400, { error: 'invalid_grant' })
      granted += 1
      valid = granted
      return answer(200, { access_token: `access-${granted}`, expires_in: 3599, token_type: 'Bearer' })
    }
    const { message } = JSON.parse(body) as Pick<FcmCall, 'message'>
    const authorized = request.headers.authorization === `Bearer access-${valid}`
    calls.push({ path: request.url ?? '', message, authorized })
    if (!authorized) return answer(401, fcmError(401, 'UNAUTHENTICATED'))
    const scripted = await answerTo(
      message.token,
      calls.filter((call) => call.message.token === message.token).length,
    )
    if (scripted === 'hang' || scripted === 'goaway') return
    answer(scripted.status, scripted.body ?? { name: 'projects/demo/messages/1' }, scripted.retryAfter)
  })
  const url = `http://127.0.0.1:${await listen(server)}`
  const tokenUri = `${url}/token`
  const account = {
    type: 'service_account',
    project_id: 'demo-project',
    client_email: 'push@demo-project.iam.gserviceaccount.com',
    private_key: pem(privateKey),
    token_uri: tokenUri,
  }
  return {
    env: { FCM_SERVICE_ACCOUNT: JSON.stringify(account), FCM_URL: url },
    calls,
    grants: () => granted,
    revokeAccess: () => {
      valid = 0
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** An error in FCM's format: the status of Google's API and FCM's own code. */
export function fcmError(code: number, status: string, errorCode?: string, message = 'refused'): object {
  const details = errorCode
    ? [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode }]
    : []
  return { error: { code, message, status, details } }
}

async function isAssertion(assertion: string, key: KeyObject, audience: string): Promise<boolean> {
  const issuer = 'push@demo-project.iam.gserviceaccount.com'
  const verdict = await jwtVerify(assertion, key, { audience, issuer, maxTokenAge: '1m' }).catch(() => null)
  return verdict?.payload.scope === 'https://www.googleapis.com/auth/firebase.messaging'
}

function pem(key: KeyObject): string {
  return String(key.export({ type: 'pkcs8', format: 'pem' }))
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
