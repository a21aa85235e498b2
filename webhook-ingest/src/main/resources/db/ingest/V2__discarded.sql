-- An operator may give a delivery up.
alter table delivery drop constraint delivery_state_check;
alter table delivery add constraint delivery_state_check
    check (state in ('claimed', 'stored', 'sent', 'applied', 'unmapped', 'failed', 'rejected', 'discarded'));

-- A retry that was cut off used to leave its delivery as if nobody had translated it yet, where no operator looks.
update delivery set state = 'failed', code = 'UNAVAILABLE', cause = 'Expected a verdict on the retry, but it was cut off'
where state = 'stored' and attempt > 1;
