import { setTimeout as sleep } from "node:timers/promises";
import { everywhere, inOrg } from "../db/tx.ts";
import type { Asked, Handlers } from "../http/route.ts";
import { hashPassword } from "../people/password.ts";
import { findMemberByEmail, insertMember } from "../people/sql.ts";
import type { Company } from "../pipeline/room.ts";
import { countMoving, listOnTheWay, listPicking, listStage, pollEverything, readMark, setMark } from "./sql.ts";
import type { DemoWorld } from "./world.ts";

// The floor before the visitor came: somebody has picked, printed and shipped a part of the first orders, so that every
// room has something in it. Done once, by the same acts that people do, in the name of a member of the demo.

const patienceS = 90;
const shares = { wave: 0.65, finished: 0.75, printed: 0.7, shipped: 0.6 };
const share = <T>(rows: readonly T[], part: number): T[] => rows.slice(0, Math.floor(rows.length * part));
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map((row) => row.id);

/** Waits until the rooms before picking have come to rest, then works a share of the parcels through to shipped. */
export async function workFloor(asked: Asked, handlers: Handlers, world: DemoWorld, signal: AbortSignal): Promise<void> {
  const { company } = asked;
  const read = <T>(work: Parameters<typeof inOrg<T>>[2]): Promise<T> => inOrg(company.db, company.orgId, work);
  if (await read((tx) => readMark(tx, "demo_floor"))) return;
  if (!(await untilRooms(company, signal))) return;
  if (!(await read((tx) => setMark(tx, "demo_floor")))) return;

  const picking = await read(listPicking);
  if (picking.length === 0) return;
  const made = await handlers.createWave(asked, { body: { parcelIds: idsOf(share(picking, shares.wave)), maxParcels: 60 } });
  const waves = made.ok ? made.value.waves : [];
  const finished = waves.slice(0, Math.max(1, Math.floor(waves.length * shares.finished)));
  for (const wave of finished) await handlers.finishWave(asked, { params: { id: wave.id }, body: { everything: true } });

  const labels = await read((tx) => listStage(tx, "labels"));
  const toPrint = idsOf(share(labels, shares.printed));
  if (toPrint.length > 0) await handlers.printLabels(asked, { body: { parcelIds: toPrint, reason: "", pickStrip: true } });
  const packed = await read((tx) => listStage(tx, "shipping"));
  const toShip = idsOf(share(packed, shares.shipped));
  if (toShip.length > 0) await handlers.shipParcels(asked, { body: { parcelIds: toShip, reason: "packed at the big table" } });
  asked.wakeRooms();
  await letCarrierMove(company, world, signal);
}

/** Some of the shipped parcels have already been seen by the carrier, and the first have arrived. */
async function letCarrierMove(company: Company, demo: DemoWorld, signal: AbortSignal): Promise<void> {
  await rest(5, signal);
  const numbers = (await inOrg(company.db, company.orgId, listOnTheWay)).map((p) => p.trackingNo);
  for (const no of share(numbers, 0.8)) demo.world.control.advanceTracking(no, "in_transit");
  for (const no of share(numbers, 0.3)) demo.world.control.advanceTracking(no, "delivered");
  const shop = demo.company.shops[0];
  if (shop) demo.world.control.poisonOrder({ shopId: shop.key, kind: "currency" }); // and one that nobody can read
  await inOrg(company.db, company.orgId, pollEverything);
}

async function untilRooms(company: Company, signal: AbortSignal): Promise<boolean> {
  for (let waited = 0; waited < patienceS && !signal.aborted; waited++) {
    await rest(1, signal);
    const { ready, moving } = await inOrg(company.db, company.orgId, async (tx) => ({ ready: (await listPicking(tx)).length, moving: await countMoving(tx) }));
    if (ready >= 30 && moving < 10) return true;
  }
  return !signal.aborted;
}
const rest = (seconds: number, signal: AbortSignal): Promise<void> => sleep(seconds * 1000, undefined, { signal, ref: false }).catch(() => {});

/** The member in whose name the floor was worked. Nobody knows the password; the owner may set one. */
export async function demoStaff(company: Company, chinese: boolean): Promise<Asked["caller"]> {
  const email = "warehouse@demo.argosy.example";
  const passwordHash = await hashPassword(`${company.db.newId()}${company.db.newId()}`);
  const name = chinese ? "王仓管" : "Wang, warehouse";
  const id = await everywhere(company.db, async (tx) => {
    const fresh = { id: tx.newId(), orgId: company.orgId, email, name, role: "warehouse", locale: null, passwordHash } as const;
    return (await insertMember(tx, fresh)) ? fresh.id : ((await findMemberByEmail(tx, email))?.id ?? fresh.id);
  });
  return { memberId: id, name, role: "warehouse", actor: `member:${id}`, locale: "en" };
}
