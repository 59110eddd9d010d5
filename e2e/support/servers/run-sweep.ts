import type { Client } from 'pg'

/** Asks a server for a sweep now, past its schedule. */
export async function askForSweep(client: Client): Promise<void> {
  await client.query(`INSERT INTO queue.job (name) VALUES ('sweep')`)
}

/** Whether no session is left whose end is past. */
export async function isSwept(client: Client): Promise<boolean> {
  const { rows } = await client.query(`SELECT "expiresAt" FROM "Session" ORDER BY "expiresAt" LIMIT 1`)
  return rows[0].expiresAt > new Date()
}
