import type { Client } from 'pg'

export async function startSweep(client: Client): Promise<void> {
  await client.query(`INSERT INTO queue.job (name) VALUES ('sweep')`)
}

export async function isSwept(client: Client): Promise<boolean> {
  const { rows } = await client.query(`SELECT "expiresAt" FROM "Session" ORDER BY "expiresAt" LIMIT 1`)
  return rows[0].expiresAt > new Date()
}
