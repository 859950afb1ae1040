-- AlterTable
ALTER TABLE "users" ADD COLUMN     "phone_key" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "users_phone_key_key" ON "users"("phone_key");
