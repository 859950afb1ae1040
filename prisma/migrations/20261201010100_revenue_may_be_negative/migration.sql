-- A bank may take back all of a payment of which a part was refunded before; the event has then lost money.
ALTER TABLE "event_statistics" DROP CONSTRAINT "event_statistics_not_negative";
ALTER TABLE "event_statistics"
    ADD CONSTRAINT "event_statistics_not_negative" CHECK ("total_tickets_sold" >= 0 AND "total_bookings" >= 0);
