-- Administrators are few: without this, naming them reads all accounts.
CREATE INDEX "Account_admins" ON "Account"("createdAt") WHERE "role" = 'admin';
