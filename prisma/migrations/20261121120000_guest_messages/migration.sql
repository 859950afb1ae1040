-- CreateTable
CREATE TABLE "guest_messages" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "sent_by" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "is_to_all" BOOLEAN NOT NULL,
    "sent_on" DATE NOT NULL,
    "number" INTEGER NOT NULL,
    "recipients" INTEGER NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "guest_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guest_message_types" (
    "message_id" UUID NOT NULL,
    "ticket_type_id" UUID NOT NULL,

    CONSTRAINT "guest_message_types_pkey" PRIMARY KEY ("message_id","ticket_type_id")
);

-- CreateTable
CREATE TABLE "guest_message_recipients" (
    "message_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "queued_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "guest_message_recipients_pkey" PRIMARY KEY ("message_id","user_id")
);

-- CreateIndex
CREATE INDEX "guest_messages_event_id_created_at_idx" ON "guest_messages"("event_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "guest_messages_event_id_sent_on_number_key" ON "guest_messages"("event_id", "sent_on", "number");

-- AddForeignKey
ALTER TABLE "guest_messages" ADD CONSTRAINT "guest_messages_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest_messages" ADD CONSTRAINT "guest_messages_sent_by_fkey" FOREIGN KEY ("sent_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest_message_types" ADD CONSTRAINT "guest_message_types_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "guest_messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest_message_types" ADD CONSTRAINT "guest_message_types_ticket_type_id_fkey" FOREIGN KEY ("ticket_type_id") REFERENCES "ticket_types"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest_message_recipients" ADD CONSTRAINT "guest_message_recipients_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "guest_messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest_message_recipients" ADD CONSTRAINT "guest_message_recipients_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


ALTER TABLE "guest_messages"
    ADD CONSTRAINT "guest_messages_said_something" CHECK ("subject" <> '' AND "text" <> ''),
    ADD CONSTRAINT "guest_messages_number" CHECK ("number" >= 1),
    ADD CONSTRAINT "guest_messages_sent" CHECK ("sent" >= 0 AND "sent" <= "recipients"),
    ADD CONSTRAINT "guest_messages_finished" CHECK (("finished_at" IS NOT NULL) = ("recipients" > 0 AND "sent" = "recipients"));
-- Nobody's mail is done before it has a job.
ALTER TABLE "guest_message_recipients"
    ADD CONSTRAINT "guest_message_recipients_done_after_queued" CHECK ("done_at" IS NULL OR "queued_at" IS NOT NULL);
-- Who has no job yet.
CREATE INDEX "guest_message_recipients_waiting" ON "guest_message_recipients" ("message_id", "user_id")
    WHERE "queued_at" IS NULL;
