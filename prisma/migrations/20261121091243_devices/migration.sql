-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "generatedPasswordExpiresAt" TIMESTAMP(3),
ADD COLUMN     "generatedPasswordHash" VARCHAR(200);

-- CreateTable
CREATE TABLE "Device" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "idHash" BYTEA NOT NULL,
    "pushToken" VARCHAR(4096),
    "isPrimary" BOOLEAN NOT NULL DEFAULT false,
    "registeredAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Device_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Device_accountId_idHash_key" ON "Device"("accountId", "idHash");

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.

-- An account has one primary device; the sweep looks for the few generated passwords among all accounts.
CREATE UNIQUE INDEX "Device_one_primary" ON "Device"("accountId") WHERE "isPrimary";
CREATE INDEX "Account_generated_password_end" ON "Account"("generatedPasswordExpiresAt") WHERE "generatedPasswordExpiresAt" IS NOT NULL;
-- Identifiers are kept as SHA-256, whole.
ALTER TABLE "Device" ADD CONSTRAINT "Device_id_hash" CHECK (octet_length("idHash") = 32);
-- A generated password always ends.
ALTER TABLE "Account" ADD CONSTRAINT "Account_generated_password" CHECK (("generatedPasswordHash" IS NULL) = ("generatedPasswordExpiresAt" IS NULL));
