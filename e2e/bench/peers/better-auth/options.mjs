import { bearer, username } from 'better-auth/plugins'
import pg from 'pg'

/** Configured as its documentation says, with Latchkey's features; rate limits are off, as in ours here. */
export const options = {
  baseURL: process.env.BETTER_AUTH_URL ?? 'http://127.0.0.1:3000',
  secret: process.env.BETTER_AUTH_SECRET,
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL }),
  emailAndPassword: { enabled: true },
  plugins: [username(), bearer()],
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
}
