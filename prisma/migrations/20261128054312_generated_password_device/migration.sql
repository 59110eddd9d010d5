-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "generatedPasswordDeviceId" UUID;
