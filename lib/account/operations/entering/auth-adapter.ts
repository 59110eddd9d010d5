import { PrismaAdapter } from '@auth/prisma-adapter'
import type { Adapter } from 'next-auth/adapters'
import { endOwnSession } from '@/lib/account/records/end-own-session'
import { findCallerBySecret } from '@/lib/account/records/find-caller'
import { picturePath } from '@/lib/account/records/picture-file'
import { config } from '@/lib/config'
import { prisma } from '@/lib/db/client'

/** Lets Auth.js read our sessions by hash, with our rules of expiry and revocation. It creates and extends none. */
export function authAdapter(): Adapter {
  return {
    // A getter, because the database may not be open yet.
    ...PrismaAdapter({
      get user() {
        return prisma().account
      },
    }),
    // We connect identities ourselves (`identity.ts`). Without one, Auth.js creates no account and no session.
    getUserByAccount: async () => null,
    async getSessionAndUser(sessionToken) {
      const caller = await findCallerBySecret(sessionToken)
      if (caller.kind === 'guest') return null
      const { account, session } = caller
      const name = [account.firstName, account.lastName].filter(Boolean).join(' ') || account.username
      const emailVerified = account.emailVerified ? account.createdAt : null
      return {
        session: { sessionToken, userId: account.id, expires: notExpiredYet(session.expiresAt) },
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

/** Never in the past: the database's clock decides, but Auth.js would check again by this server's clock. */
function notExpiredYet(expiresAt: Date): Date {
  return new Date(Math.max(expiresAt.getTime(), Date.now() + 60_000))
}
