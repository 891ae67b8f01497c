import type pg from "pg";
import type { Day } from "./workload.ts";

// The physical limit: the row changes an order day can't do without, as bare set-based SQL on the same server and
// settings. Everything Argosy does more (payload, payment, review, rules, booking, labels, notices) is its own affair.

const schema = `
  create table sku (id int primary key, code text not null unique);
  create table stock (sku_id int primary key references sku, on_hand int not null check (on_hand >= 0), reserved int not null default 0 check (reserved >= 0 and reserved <= on_hand)) with (fillfactor = 50);
  create table sales_order (id bigint primary key, account_id int not null, external_no text not null, country char(2) not null, placed_at timestamptz not null, currency char(3) not null,
    total numeric(12,2) not null, buyer text, street text, city text, region text, zip text, phone text, email text, state smallint not null default 0, unique (account_id, external_no)) with (fillfactor = 85);
  create index so_list on sales_order (state, placed_at desc, id desc);
  create index so_list_acc on sales_order (state, account_id, country, placed_at desc, id desc);
  create table order_line (id bigint primary key, order_id bigint not null references sales_order, sku_id int not null references sku, qty int not null check (qty > 0), price numeric(12,2) not null);
  create index ol_order on order_line (order_id);
  create table reservation (line_id bigint primary key, order_id bigint not null, sku_id int not null, qty int not null);
  create table pick_list (id bigint primary key, created_at timestamptz not null default now(), orders int not null);
  create table pick_line (pick_id bigint not null references pick_list, line_id bigint not null, sku_id int not null, qty int not null, primary key (pick_id, line_id));
  create table shipment (id bigint primary key, order_id bigint not null unique references sales_order, tracking text, state smallint not null default 0) with (fillfactor = 85);
  create table stock_move (id bigint generated always as identity primary key, sku_id int not null, qty int not null, kind smallint not null, order_id bigint not null, at timestamptz not null default now());
  create index sm_sku on stock_move (sku_id, id);
  create table order_event (id bigint generated always as identity primary key, order_id bigint not null, ev smallint not null, at timestamptz not null default now());
  create index oe_order on order_event (order_id)`;

// Its own tables only: statistics taken while Argosy's tables are still empty would spoil Argosy's plans.
const tables = "sku, stock, sales_order, order_line, reservation, pick_list, pick_line, shipment, stock_move, order_event";

export type BareResult = { readonly perS: number; readonly filled: number; readonly steps: Readonly<Record<string, number>> };

/** Runs the bare day in a schema of its own and drops it. Answers orders per second over its five steps. */
export async function bareDay(client: pg.Client, day: Day): Promise<BareResult> {
  await client.query("drop schema if exists bare_limit cascade; create schema bare_limit; set search_path = bare_limit; set synchronous_commit = on");
  await client.query(schema);
  for (const part of chunks(day.products, 5000)) {
    await client.query("insert into sku select * from unnest($1::int[], $2::text[])", [part.map((p) => p.sku), part.map((p) => p.code)]);
    await client.query("insert into stock (sku_id, on_hand) select * from unnest($1::int[], $2::int[])", [part.map((p) => p.sku), part.map((p) => p.onHand)]);
  }
  await client.query(`analyze ${tables}`);
  const steps: Record<string, number> = {};
  const step = async (name: string, work: () => Promise<unknown>) => {
    const begun = process.hrtime.bigint();
    await client.query("begin");
    await work();
    await client.query("commit");
    steps[name] = Number(process.hrtime.bigint() - begun) / 1e9;
  };
  let filled = 0;
  await step("intake", () => intake(client, day));
  await client.query(`analyze ${tables}`);
  await step("verify", () => client.query("with o as (update sales_order set state = 1 where state = 0 returning id) insert into order_event (order_id, ev) select id, 1 from o"));
  await step("allocate", async () => (filled = await allocate(client)));
  await step("pick", () => pick(client));
  await step("ship", () => ship(client));
  if (filled !== day.expected.filled) throw new Error(`the bare day filled ${filled} orders, expected ${day.expected.filled}`);
  await client.query("drop schema bare_limit cascade; reset search_path");
  const seconds = Object.values(steps).reduce((sum, s) => sum + s, 0);
  return { perS: day.orders.length / seconds, filled, steps };
}

async function intake(client: pg.Client, day: Day): Promise<void> {
  let lineId = 0;
  for (const part of chunks(day.orders, 5000)) {
    const of = <T>(value: (o: (typeof part)[number]) => T) => part.map(value);
    await client.query(
      `insert into sales_order (id, account_id, external_no, country, placed_at, currency, total, buyer, street, city, region, zip, phone, email)
       select * from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::numeric[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])`,
      [
        of((o) => o.n), of((o) => o.account), of((o) => `X${o.account}-${o.n}`), of((o) => o.country), of((o) => new Date(o.placedMs).toISOString()), of(() => "USD"),
        of((o) => (o.totalMinor / 100).toFixed(2)), of((o) => `Buyer ${o.n % 977}`), of((o) => `No. ${o.n % 199} Example Road, Unit ${o.n % 31}`), of((o) => `City ${o.n % 311}`), of(() => "ST"),
        of((o) => String(10000 + (o.n % 89999))), of((o) => `+1555${String(o.n).padStart(7, "0")}`), of((o) => `b${o.n}@example.invalid`),
      ],
    );
    const lines = part.flatMap((o) => o.lines.map((l) => ({ ...l, id: lineId++, order: o.n })));
    await client.query("insert into order_line select * from unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::numeric[])", [
      lines.map((l) => l.id), lines.map((l) => l.order), lines.map((l) => l.sku), lines.map((l) => l.qty), lines.map((l) => (l.priceMinor / 100).toFixed(2)),
    ]);
  }
  await client.query("insert into order_event (order_id, ev) select id, 0 from sales_order");
}

async function allocate(client: pg.Client): Promise<number> {
  const balances = await client.query<{ sku_id: number; q: number }>("select sku_id, on_hand - reserved q from stock order by sku_id for update");
  const free = new Map(balances.rows.map((r) => [r.sku_id, r.q]));
  const waiting = await client.query<{ id: string; s: number[]; q: number[] }>(
    "select o.id, array_agg(l.sku_id) s, array_agg(l.qty) q from sales_order o join order_line l on l.order_id = o.id where o.state = 1 group by o.id, o.placed_at order by o.placed_at, o.id",
  );
  const good: string[] = [];
  const take = new Map<number, number>();
  for (const order of waiting.rows) {
    if (!order.s.every((sku, i) => (free.get(sku) ?? 0) >= order.q[i]!)) continue;
    good.push(order.id);
    for (const [i, sku] of order.s.entries()) {
      free.set(sku, free.get(sku)! - order.q[i]!);
      take.set(sku, (take.get(sku) ?? 0) + order.q[i]!);
    }
  }
  await client.query("create temp table good on commit drop as select unnest($1::bigint[]) id", [good]);
  await client.query("analyze good");
  await client.query("insert into reservation select l.id, l.order_id, l.sku_id, l.qty from good g join order_line l on l.order_id = g.id");
  await client.query("update stock s set reserved = s.reserved + d.q from (select * from unnest($1::int[], $2::int[]) t(k, q)) d where d.k = s.sku_id", [[...take.keys()], [...take.values()]]);
  await client.query("update sales_order o set state = case when g.id is null then 2 else 3 end from sales_order x left join good g on g.id = x.id where o.id = x.id and x.state = 1");
  await client.query("insert into order_event (order_id, ev) select id, 3 from good");
  return good.length;
}

async function pick(client: pg.Client): Promise<void> {
  await client.query("create temp table pk on commit drop as select id, (row_number() over (order by placed_at, id) - 1) / 50 + 1 p from sales_order where state = 3");
  await client.query("analyze pk");
  await client.query("insert into pick_list (id, orders) select p, count(*) from pk group by 1");
  await client.query("insert into pick_line select pk.p, r.line_id, r.sku_id, r.qty from pk join reservation r on r.order_id = pk.id");
  await client.query("insert into shipment (id, order_id, tracking) select id, id, 'TRK' || id from pk");
  await client.query("update sales_order o set state = 4 from pk where pk.id = o.id");
  await client.query("insert into order_event (order_id, ev) select id, 4 from pk");
}

async function ship(client: pg.Client): Promise<void> {
  await client.query("insert into stock_move (sku_id, qty, kind, order_id) select sku_id, -qty, 1, order_id from reservation");
  await client.query("update stock s set on_hand = on_hand - q, reserved = reserved - q from (select sku_id, sum(qty)::int q from reservation group by 1) d where d.sku_id = s.sku_id");
  await client.query("update shipment set state = 1");
  await client.query("delete from reservation");
  await client.query("with o as (update sales_order set state = 5 where state = 4 returning id) insert into order_event (order_id, ev) select id, 5 from o");
}

function chunks<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, i * size + size));
}
