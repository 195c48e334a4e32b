-- The mails somebody has to look at, newest first: given up here, or reported back by the provider.
create index invitation_email_queue_attention on invitation_email_queue (company_id, created_at desc, id desc)
  where status = 'failed' or delivery_state in ('bounced', 'complained', 'failed', 'suppressed');
create index appointment_email_queue_attention on appointment_email_queue (company_id, created_at desc, id desc)
  where status = 'failed' or delivery_state in ('bounced', 'complained', 'failed', 'suppressed');
-- What these were for, the ones above answer as well.
drop index invitation_email_queue_failed;
drop index appointment_email_queue_failed;
