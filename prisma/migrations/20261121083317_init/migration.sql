-- CreateEnum
CREATE TYPE "Role" AS ENUM ('user', 'admin');

-- CreateEnum
CREATE TYPE "Gender" AS ENUM ('female', 'male');

-- CreateEnum
CREATE TYPE "SessionEnd" AS ENUM ('signed_out', 'ended_elsewhere', 'password_changed', 'password_reset', 'address_restored', 'too_many');

-- CreateEnum
CREATE TYPE "TicketPurpose" AS ENUM ('confirm_registration', 'verify_email', 'change_email', 'reset_password', 'undo_email');

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "username" VARCHAR(32),
    "usernameKey" VARCHAR(64),
    "email" VARCHAR(254),
    "emailVerifiedAt" TIMESTAMP(3),
    "passwordHash" VARCHAR(200),
    "role" "Role" NOT NULL DEFAULT 'user',
    "firstName" VARCHAR(64),
    "lastName" VARCHAR(64),
    "phone" VARCHAR(20),
    "gender" "Gender",
    "region" VARCHAR(64),
    "locale" VARCHAR(2) NOT NULL DEFAULT 'en',
    "securedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "accountId" UUID NOT NULL,
    "dialect" VARCHAR(16) NOT NULL,
    "userAgent" VARCHAR(200),
    "address" VARCHAR(64),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,
    "revokedAt" TIMESTAMP(3),
    "revokedFor" "SessionEnd",

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Registration" (
    "id" UUID NOT NULL,
    "username" VARCHAR(32) NOT NULL,
    "usernameKey" VARCHAR(64) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "passwordHash" VARCHAR(200) NOT NULL,
    "locale" VARCHAR(2) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Ticket" (
    "id" UUID NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "purpose" "TicketPurpose" NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "accountId" UUID,
    "registrationId" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "spentAt" TIMESTAMP(3),

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_usernameKey_key" ON "Account"("usernameKey");

-- CreateIndex
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_secretHash_key" ON "Session"("secretHash");

-- CreateIndex
CREATE INDEX "Session_accountId_revokedAt_lastUsedAt_idx" ON "Session"("accountId", "revokedAt", "lastUsedAt");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "Registration_expiresAt_idx" ON "Registration"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_secretHash_key" ON "Ticket"("secretHash");

-- CreateIndex
CREATE INDEX "Ticket_accountId_purpose_idx" ON "Ticket"("accountId", "purpose");

-- CreateIndex
CREATE INDEX "Ticket_registrationId_idx" ON "Ticket"("registrationId");

-- CreateIndex
CREATE INDEX "Ticket_expiresAt_idx" ON "Ticket"("expiresAt");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.

-- A name and its folded form come and go together.
ALTER TABLE "Account" ADD CONSTRAINT "Account_username_folded" CHECK (("username" IS NULL) = ("usernameKey" IS NULL));
-- Everybody can be reached by some name; only an address can be verified.
ALTER TABLE "Account" ADD CONSTRAINT "Account_has_a_name" CHECK ("usernameKey" IS NOT NULL OR "email" IS NOT NULL);
ALTER TABLE "Account" ADD CONSTRAINT "Account_verified_email" CHECK ("emailVerifiedAt" IS NULL OR "email" IS NOT NULL);
-- A username never looks like an address, so neither shadows the other at sign-in.
ALTER TABLE "Account" ADD CONSTRAINT "Account_username_no_at" CHECK (position('@' in "usernameKey") = 0);
ALTER TABLE "Account" ADD CONSTRAINT "Account_locale" CHECK ("locale" IN ('en', 'ru'));
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_locale" CHECK ("locale" IN ('en', 'ru'));
-- Secrets are kept as SHA-256, whole.
ALTER TABLE "Session" ADD CONSTRAINT "Session_secret_hash" CHECK (octet_length("secretHash") = 32);
ALTER TABLE "Session" ADD CONSTRAINT "Session_expiry" CHECK ("expiresAt" <= "endsAt");
ALTER TABLE "Session" ADD CONSTRAINT "Session_revoked_for" CHECK (("revokedAt" IS NULL) = ("revokedFor" IS NULL));
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_secret_hash" CHECK (octet_length("secretHash") = 32);
-- A ticket belongs to an account or to a pending registration, never both, and only that kind to the latter.
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_owner" CHECK (
  ("accountId" IS NULL) = ("purpose" = 'confirm_registration')
  AND ("registrationId" IS NOT NULL) = ("purpose" = 'confirm_registration')
);
