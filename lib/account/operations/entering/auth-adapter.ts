import { PrismaAdapter } from '@auth/prisma-adapter'
import type { Adapter } from 'next-auth/adapters'
import { endOwnSession } from '@/lib/account/records/end-own-session'
import { findCallerBySecret } from '@/lib/account/records/find-caller'
import { picturePath } from '@/lib/account/records/picture-file'
import { config } from '@/lib/config'
import { prisma } from '@/lib/db/client'

/**
 * Auth.js on our own rows. It keeps session tokens as they are; here they are looked up by their hash, under
 * our rules of expiry and revocation, and Auth.js neither makes nor prolongs a session.
 */
export function authAdapter(): Adapter {
  return {
    // The database may not be open yet: whoever asks for it then is told so.
    ...PrismaAdapter({
      get user() {
        return prisma().account
      },
    }),
    // Identities are ours (`identity.ts`): Auth.js connects none, and so makes no account and no session.
    getUserByAccount: async () => null,
    async getSessionAndUser(sessionToken) {
      const caller = await findCallerBySecret(sessionToken)
      if (caller.kind === 'guest') return null
      const { account, session } = caller
      const name = [account.firstName, account.lastName].filter(Boolean).join(' ') || account.username
      const emailVerified = account.emailVerified ? account.createdAt : null
      return {
        session: { sessionToken, userId: account.id, expires: untouched(session.expiresAt) },
        user: {
          id: account.id,
          email: account.email ?? '',
          emailVerified,
          name,
          image: config().appUrl + picturePath(account),
        },
      }
    },
    updateSession: async () => null,
    async deleteSession(sessionToken) {
      const caller = await findCallerBySecret(sessionToken)
      if (caller.kind === 'guest') return
      await endOwnSession(null, { sessionId: caller.session.id, accountId: caller.account.id })
    },
  }
}

/**
 * When a session ends, as Auth.js may know it. That it has not ended was judged by the database's clock; by this server's
 * own Auth.js would judge again, and end it.
 */
function untouched(expiresAt: Date): Date {
  return new Date(Math.max(expiresAt.getTime(), Date.now() + 60_000))
}
