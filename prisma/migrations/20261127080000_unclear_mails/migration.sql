-- Since when it has been possible that the provider has accepted a mail without our having heard so. It knows the
-- key of such a mail for a day; later, the same key would make a second one.
alter table invitation_email_queue add column unclear_since timestamptz;
alter table appointment_email_queue add column unclear_since timestamptz;
alter table account_email_queue add column unclear_since timestamptz;
