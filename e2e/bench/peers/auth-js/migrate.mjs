import pg from 'pg'

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
await client.connect()
await client.query(`
  CREATE TABLE "User" (id text PRIMARY KEY, name text, email text NOT NULL UNIQUE, "emailVerified" timestamp(3), image text);
  CREATE TABLE "Session" ("sessionToken" text NOT NULL UNIQUE,
    "userId" text NOT NULL REFERENCES "User" (id) ON DELETE CASCADE, expires timestamp(3) NOT NULL)`)
await client.end()
