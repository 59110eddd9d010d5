-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "pictureId" UUID;

-- CreateTable
CREATE TABLE "Picture" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "jpeg" BYTEA NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Picture_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Picture_accountId_key" ON "Picture"("accountId");

-- AddForeignKey
ALTER TABLE "Picture" ADD CONSTRAINT "Picture_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.

-- What we draw is never larger; and a JPEG cannot be compressed any more.
ALTER TABLE "Picture" ADD CONSTRAINT "Picture_size" CHECK (octet_length("jpeg") BETWEEN 1 AND 1048576);
ALTER TABLE "Picture" ALTER COLUMN "jpeg" SET STORAGE EXTERNAL;
