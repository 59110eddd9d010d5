-- AlterTable
ALTER TABLE "Account" ALTER COLUMN "securedAt" SET DEFAULT timezone('utc'::text, now()),
ALTER COLUMN "createdAt" SET DEFAULT timezone('utc'::text, now()),
ALTER COLUMN "updatedAt" SET DEFAULT timezone('utc'::text, now());

-- AlterTable
ALTER TABLE "Device" ALTER COLUMN "registeredAt" SET DEFAULT timezone('utc'::text, now()),
ALTER COLUMN "lastSeenAt" SET DEFAULT timezone('utc'::text, now());

-- AlterTable
ALTER TABLE "Identity" ALTER COLUMN "connectedAt" SET DEFAULT timezone('utc'::text, now()),
ALTER COLUMN "lastUsedAt" SET DEFAULT timezone('utc'::text, now());

-- AlterTable
ALTER TABLE "Picture" ALTER COLUMN "createdAt" SET DEFAULT timezone('utc'::text, now());

-- AlterTable
ALTER TABLE "Registration" ALTER COLUMN "createdAt" SET DEFAULT timezone('utc'::text, now());

-- AlterTable
ALTER TABLE "Session" ALTER COLUMN "createdAt" SET DEFAULT timezone('utc'::text, now()),
ALTER COLUMN "lastUsedAt" SET DEFAULT timezone('utc'::text, now());

-- AlterTable
ALTER TABLE "Ticket" ALTER COLUMN "createdAt" SET DEFAULT timezone('utc'::text, now());

-- Prisma's @updatedAt would write the server's own time.
CREATE FUNCTION "Account_note_update"() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN NEW."updatedAt" := timezone(''utc'', now()); RETURN NEW; END';
CREATE TRIGGER "Account_updated" BEFORE UPDATE ON "Account"
    FOR EACH ROW EXECUTE FUNCTION "Account_note_update"();
