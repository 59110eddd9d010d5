import { createHash } from 'node:crypto'
import { type Query, readMigrations } from './migrations'

/** A migration that a database has, or that was begun there. */
interface Row {
  readonly name: string
  readonly isDone: boolean
  /** SHA-256 of its text, by Prisma. */
  readonly checksum: string
}

/**
 * For a server, before it migrates: what a newer release made of the database an older one cannot serve.
 *
 * @throws Error that says what to do, where the database has a migration that this release has not, or has with another
 * text
 */
export async function refuseNewerSchema(query: Query): Promise<void> {
  const foreign = findForeign((await readRows(query)) ?? [])
  if (foreign !== null)
    throw new Error(
      `This database is ${foreign}, and is left as it is. Start that release, or restore the backup that was made before it.`,
    )
}

/**
 * For a command beside the servers: a database of another release is theirs, and stays as it is.
 *
 * @throws Error that says what to do, unless all migrations of this release are done and no others
 */
export async function requireOwnSchema(query: Query): Promise<void> {
  const rows = await readRows(query)
  if (rows === null)
    throw new Error('There is nothing of Latchkey in this database yet. Start the server once.')
  const foreign = findForeign(rows)
  if (foreign !== null)
    throw new Error(
      `This database is ${foreign}, and is left alone. Run this command from the checkout that its server runs from.`,
    )
  const done = new Set(rows.filter(({ isDone }) => isDone).map(({ name }) => name))
  const missing = readMigrations().find(({ name }) => !done.has(name))
  if (missing)
    throw new Error(
      `This database is of an older release (${missing.name} is missing), and is left alone: only a server migrates. Run this command from the checkout that its server runs from, or start this one.`,
    )
}

/** What tells that a database is another release's; null of one that this release can bring up to date. */
function findForeign(rows: readonly Row[]): string | null {
  const ours = new Map(readMigrations().map(({ name, sql }) => [name, sql]))
  for (const { name, isDone, checksum } of rows) {
    const sql = ours.get(name)
    if (sql === undefined) return `of a newer release (${name}${isDone ? '' : ', begun and not ended'})`
    // One of ours that was not ended is run again, from the text that it has now.
    if (isDone && !isChecksumOf(checksum, sql)) return `of another release (its ${name} is not the one here)`
  }
  return null
}

/** Git may have changed the ends of lines. */
function isChecksumOf(checksum: string, sql: string): boolean {
  const plain = sql.replaceAll('\r\n', '\n')
  return [plain, plain.replaceAll('\n', '\r\n')].some(
    (text) => createHash('sha256').update(text).digest('hex') === checksum,
  )
}

/** Null where no release has ever started. What was taken back counts as if it had never begun. */
async function readRows(query: Query): Promise<Row[] | null> {
  const table = await query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`)
  if (!(table.rows[0] as { there: boolean }).there) return null
  const { rows } = await query(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS "isDone", checksum
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows as Row[]
}
