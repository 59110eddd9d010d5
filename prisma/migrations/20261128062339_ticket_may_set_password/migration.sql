-- AlterTable
ALTER TABLE "Ticket" ADD COLUMN     "maySetPassword" BOOLEAN NOT NULL DEFAULT false;
