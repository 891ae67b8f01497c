import type { Invariant } from "./invariants.ts";

// Stages, events and holds: who stands where, who moved it, and who is waiting for what.

/** Rooms that look at their travellers by themselves; in the others people or the carrier act. */
const rooms = `('payment', 'review', 'merge', 'routing', 'booking', 'allocation')`;
const onTheWay = `('routing', 'booking', 'allocation', 'picking', 'labels', 'shipping')`;
const ends = `('cancelled', 'shipped_elsewhere')`;
/** Both travellers as one set, where a rule is the same for both. */
const travellers = `(select 'order' as t, id, stage, held, hold_codes, next_try_at, version from orders where org_id = $1
  union all select 'parcel', id, stage, held, hold_codes, next_try_at, version from parcel where org_id = $1)`;
const events = `(select 'order' as t, order_id as id, seq, kind, move, from_stage, to_stage, actor, reason, data, at from order_event where org_id = $1
  union all select 'parcel', parcel_id, seq, kind, move, from_stage, to_stage, actor, reason, data, at from parcel_event where org_id = $1)`;
/**
 * From which event to which a code stood on a traveller. In the order of the history, not of the clock: who waits for a lock
 * writes with the time at which it began to wait. Where one event replaces a code, the end comes first.
 */
const stood = `(select *, lead(seq) over of_code as end_seq, lead(at) over of_code as end_at from (
    select e.t, e.id, e.seq, e.at, x ->> 'code' as code, true as opens from ${events} e, jsonb_array_elements(e.data -> 'opened') x where e.kind = 'holds'
    union all select e.t, e.id, e.seq, e.at, x #>> '{}', false from ${events} e, jsonb_array_elements(e.data -> 'closed') x where e.kind = 'holds') c
  window of_code as (partition by t, id, code order by seq, opens))`;
const openHold = (t: string) => `(select 1 from hold h where h.org_id = $1 and (h.order_id = ${t}.id or h.parcel_id = ${t}.id) and h.released_at is null)`;
const openAttempt = (t: string) => `(select 1 from booking_attempt b where b.org_id = $1 and b.parcel_id = ${t}.id and b.state in ('sent', 'unknown'))`;

/** Whoever stays is held, and says for what. */
const waiting: readonly Invariant[] = [
  {
    id: "I-35", when: "always", says: "nobody is silent: who stands in a room has a due try, an open question outside, or a hold a person sees",
    sql: `select t.id from ${travellers} t where t.stage in ${rooms} and t.next_try_at is null
       and not exists ${openAttempt("t")}
       and not exists (select 1 from hold h where h.org_id = $1 and (h.order_id = t.id or h.parcel_id = t.id) and h.released_at is null and h.kind <> 'wait')
       and not exists (select 1 from hold h where h.org_id = $1 and (h.order_id = t.id or h.parcel_id = t.id) and h.released_at is null and h.code = 'held_until')`,
  },
  {
    id: "I-36", when: "always", says: "a held traveller waits in its room",
    sql: `select e.id from ${events} e join ${stood} h on h.opens and h.t = e.t and h.id = e.id
     where e.kind = 'moved' and (e.actor like 'room:%' or e.move in ('pick', 'label', 'ship')) and e.move <> 'recheck'
       and e.seq > h.seq and e.at <> h.at and (h.end_seq is null or (e.seq < h.end_seq and e.at <> h.end_at))`, // at one time: one transaction
  },
  {
    id: "I-38", when: "always", says: "a closed order is not on its way out, unless a person was told in time",
    sql: `select distinct p.id from orders o join parcel_line l on l.org_id = o.org_id and l.order_id = o.id join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
     where o.org_id = $1 and o.stage in ${ends} and p.stage <> 'cancelled' and (p.shipped_at is null or p.shipped_at > o.closed_at)
       and not exists (select 1 from hold h where h.org_id = p.org_id and h.parcel_id = p.id and h.code in ('cancelled_at_channel', 'cancel_requested', 'shipped_elsewhere')
             and (h.released_at is null or h.released_by like 'member:%'))`,
  },
  {
    id: "I-39", when: "always", says: "the flags on a traveller repeat its open holds",
    sql: `select t.id from ${travellers} t
     where t.hold_codes is distinct from coalesce((select array_agg(h.code order by h.code) from hold h
             where h.org_id = $1 and (h.order_id = t.id or h.parcel_id = t.id) and h.released_at is null), '{}')
        or (t.held and not exists ${openHold("t")})`,
  },
  {
    id: "I-46", when: "at_rest", says: "who is free has left the rooms that work by themselves",
    sql: `select t.id from ${travellers} t where t.stage in ${rooms} and t.hold_codes = '{}'`,
  },
  {
    id: "I-47", when: "always", says: "who is closed is held by nothing: whatever was asked is answered by its end",
    sql: `select t.id from ${travellers} t where t.stage in ${ends} and t.hold_codes <> '{}'`,
  },
  {
    id: "I-50", when: "always", says: "a parcel that has not left is stopped exactly while one of its orders is",
    sql: `select p.id from parcel p where p.org_id = $1 and p.stage in ${onTheWay}
       and ('order_held' = any(p.hold_codes)) <> exists (select 1 from parcel_line l join orders o on o.org_id = l.org_id and o.id = l.order_id
             where l.org_id = p.org_id and l.parcel_id = p.id and o.held)`,
  },
];

/** `moves` and `stock` are the journey's own tables as VALUES, so that a check never repeats the journey by hand. */
export const walk = (moves: string, stock: string): readonly Invariant[] => [
  ...waiting,
  {
    id: "I-06", when: "always", says: "stock is held exactly in the rooms that say so",
    sql: `select coalesce(p.id, h.parcel_id) from (select * from parcel where org_id = $1) p
      full join (select cause_id as parcel_id, sum(reserved_delta) as q from stock_move where org_id = $1 and kind in ('reserve', 'release', 'ship')
                  group by 1 having sum(reserved_delta) <> 0) h on h.parcel_id = p.id
      left join ${stock} as s(stage, stock) on s.stage = p.stage
     where p.id is null or s.stage is null or (s.stock = 'none' and h.q is not null) or (s.stock = 'held' and h.q is null)`,
  },
  {
    id: "I-24", when: "always", says: "every event names who and why",
    sql: `select e.id from ${events} e where coalesce(e.actor, '') = '' or (e.kind = 'moved' and coalesce(e.reason, '') = '')`,
  },
  {
    id: "I-25", when: "always", says: "the stage is the last move's stage: nothing moved outside the history",
    sql: `select t.id from ${travellers} t
      left join (select distinct on (t, id) t, id, to_stage from ${events} e where kind = 'moved' order by t, id, seq desc) e on e.t = t.t and e.id = t.id
     where e.to_stage is distinct from t.stage`,
  },
  {
    id: "I-26", when: "always", says: "only moves that the journey knows, each from where the last one led",
    sql: `select e.id from (select *, lag(to_stage) over (partition by t, id order by seq) as before from ${events} e where kind = 'moved') e
      left join ${moves} as j(t, move, from_stage, to_stage)
        on j.t = e.t and j.move = coalesce(e.move, '') and j.from_stage = coalesce(e.from_stage, '') and j.to_stage = e.to_stage
     where j.t is null or e.from_stage is distinct from e.before`,
  },
  {
    id: "I-27", when: "always", says: "a history has no gap: its events are numbered from one to the version",
    sql: `select t.id from ${travellers} t left join (select t, id, count(*) as n, max(seq) as last from ${events} e group by 1, 2) e on e.t = t.t and e.id = t.id
     where e.n is distinct from e.last or e.last is distinct from t.version`,
  },
  {
    id: "I-31", when: "at_rest", says: "no lease is past its end and no question to the outside is open",
    sql: `select id from booking_attempt where org_id = $1 and state in ('sent', 'unknown', 'cancelling') and look_at < $2
    union all select id from channel_attempt where org_id = $1 and state in ('pending', 'sending', 'unknown') and greatest(next_try_at, lease_until) < $2
    union all select f.account_id from feed f join account a on a.org_id = f.org_id and a.id = f.account_id
     where f.org_id = $1 and f.lease_until < $2 and a.status in ('connected', 'degraded')`,
  },
];
