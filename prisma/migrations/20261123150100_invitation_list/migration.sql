-- The list of invitations: one definition of how far an invitation is, and its pages by index.

-- An open invitation is as far as the mail of its present link; what we do not know is not said.
create function invitation_state(status text, expires_at timestamptz, mail text, delivery text)
returns text language sql stable parallel safe as $$
  select case
    when status <> 'pending' then status
    when expires_at <= now() then 'expired'
    when mail = 'failed' or delivery in ('bounced', 'failed', 'suppressed') then 'bounced'
    when delivery in ('delivered', 'complained') then 'delivered'
    when mail = 'sent' then 'sent'
    else 'pending'
  end
$$;

drop index user_invitations_newest;
create index user_invitations_newest on user_invitations (company_id, created_at desc, id desc);
