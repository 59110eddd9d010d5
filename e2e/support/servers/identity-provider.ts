import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'

/** A user of the provider. Claims about the address are sent unchanged. */
export interface ProviderUser {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: unknown
  readonly given_name?: string
}

export const clientId = 'latchkey'
export const clientSecret = 'a secret between the two of them, for tests'

/** A real identity provider whose page signs in `person` at once, or denies. It keeps no sessions. */
export class IdentityProvider {
  person: ProviderUser | null = null
  isDown = false
  /** False claims for its next ID tokens. Their signature is not checked on the trusted channel. */
  falseClaims: Readonly<Record<string, unknown>> = {}

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  static async start(port: number, redirectUri: string): Promise<IdentityProvider> {
    const issuer = `http://localhost:${port}`
    const server = createServer()
    const standIn = new IdentityProvider(issuer, server)
    const provider = await standIn.make(redirectUri)
    provider.use(async ({ path, response }, next) => {
      await next()
      if (path === '/token') response.body = standIn.applyFalseClaims(response.body)
    })
    const answer = provider.callback()
    server.on('request', (request, response) => {
      if (standIn.isDown) response.writeHead(503).end()
      else if (request.url?.startsWith('/interaction/')) void standIn.decide(provider, request, response)
      else void answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    return standIn
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async make(redirectUri: string): Promise<Provider> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const client = { client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }
    return new Provider(this.issuer, {
      clients: [client],
      jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
      cookies: { keys: ['for tests'] },
      claims: { email: ['email', 'email_verified'], profile: ['given_name'] },
      features: { devInteractions: { enabled: false } },
      ttl: {
        AccessToken: 600,
        AuthorizationCode: 60,
        Grant: 600,
        IdToken: 600,
        Interaction: 600,
        Session: 600,
      },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...this.people.get(sub), sub }) }),
      async loadExistingGrant({ oidc }) {
        const accountId = oidc.session?.accountId
        const grant = new oidc.provider.Grant({ clientId, ...(accountId ? { accountId } : {}) })
        grant.addOIDCScope('openid email profile')
        await grant.save()
        return grant
      },
    })
  }

  private readonly people = new Map<string, ProviderUser>()

  private applyFalseClaims(body: unknown): unknown {
    const { id_token: token, ...rest } = body as Record<string, unknown>
    if (typeof token !== 'string') return body
    const [head, payload, signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8'))
    const forged = Buffer.from(JSON.stringify({ ...claims, ...this.falseClaims })).toString('base64url')
    return { ...rest, id_token: [head, forged, signature].join('.') }
  }

  private async decide(
    provider: Provider,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { person } = this
    if (person) this.people.set(person.sub, person)
    const result = person
      ? { login: { accountId: person.sub, remember: false } }
      : { error: 'access_denied', error_description: 'the person said no' }
    await provider.interactionFinished(request, response, result)
  }
}
