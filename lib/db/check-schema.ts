import { type MigrationTarget, readMigrations } from './migrate'

interface Row {
  readonly name: string
  readonly isDone: boolean
}

/**
 * For a command beside the servers: a database of another release is theirs, and stays as it is.
 *
 * @throws Error that says what to do, unless all migrations of this release are done and no others
 */
export async function requireOwnSchema(query: MigrationTarget['query']): Promise<void> {
  const rows = await readDone(query)
  if (rows === null)
    throw new Error('There is nothing of Latchkey in this database yet. Start the server once.')
  const ours = new Set(readMigrations().map(({ name }) => name))
  const newer = rows.find(({ name }) => !ours.has(name))
  if (newer)
    throw new Error(
      `This database is of a newer release (${newer.name}), and is left alone. Run this command from the checkout that its server runs from.`,
    )
  const done = new Set(rows.filter(({ isDone }) => isDone).map(({ name }) => name))
  const missing = [...ours].find((name) => !done.has(name))
  if (missing)
    throw new Error(
      `This database is of an older release (${missing} is missing), and is left alone: only a server migrates. Run this command from the checkout that its server runs from, or start this one.`,
    )
}

/** Null where no release has ever started. What was taken back counts as if it had never begun. */
async function readDone(query: MigrationTarget['query']): Promise<Row[] | null> {
  const table = await query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`)
  if (!(table.rows[0] as { there: boolean }).there) return null
  const { rows } = await query(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS "isDone"
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows as Row[]
}
