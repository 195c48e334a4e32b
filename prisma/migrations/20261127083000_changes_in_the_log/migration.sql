-- The log of a whole company, newest first: who moved or cancelled what, without knowing which appointment it was.
create index appointment_audit_logs_newest on appointment_audit_logs (company_id, created_at desc, id desc);
