-- CreateTable
CREATE TABLE "Event" (
    "id" BIGSERIAL NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "dialect" VARCHAR(16),
    "userAgent" VARCHAR(200),
    "address" VARCHAR(64),
    "requestId" VARCHAR(16),
    "session" VARCHAR(12),
    "details" JSONB NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Event_accountId_at_id_idx" ON "Event"("accountId", "at", "id");

-- CreateIndex
CREATE INDEX "Event_at_idx" ON "Event"("at");

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.

-- What has been written of the past stays as it was written: rows are added and, with age, removed.
CREATE FUNCTION "Event_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''events are never changed''; END';
CREATE TRIGGER "Event_append_only" BEFORE UPDATE ON "Event"
    FOR EACH ROW EXECUTE FUNCTION "Event_refuse_change"();
