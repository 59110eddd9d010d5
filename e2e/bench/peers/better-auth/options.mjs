import { bearer, username } from 'better-auth/plugins'
import pg from 'pg'

/** As its documents set it up for what Latchkey does; its limits are off, as ours are while we measure. */
export const options = {
  baseURL: process.env.BETTER_AUTH_URL ?? 'http://127.0.0.1:3000',
  secret: process.env.BETTER_AUTH_SECRET,
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL }),
  emailAndPassword: { enabled: true },
  plugins: [username(), bearer()],
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
}
