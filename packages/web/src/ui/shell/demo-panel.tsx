import { CloseOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { Answer, Sent } from "../../api/client.ts";
import { call } from "../../api/client.ts";
import { useTell } from "../../api/queries.ts";
import { orderPath, pagePaths } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { say, sayError } from "../toast.tsx";

type Act = Sent<"demoAct">["body"]["act"];
const groups: readonly { readonly name: "orders" | "payment" | "messages" | "carrier"; readonly acts: readonly Act[] }[] = [
  { name: "orders", acts: ["order", "order_with_note", "double_order", "unpaid_order", "poison_order"] },
  { name: "payment", acts: ["paid_together", "complete_payment", "paid_elsewhere", "reversal"] },
  { name: "messages", acts: ["message", "change_note", "cancel"] },
  { name: "carrier", acts: ["ship_part_elsewhere", "carrier_timeout", "advance_tracking", "revoke_token", "restore_token", "receive_short"] },
];
const placeOf: Readonly<Partial<Record<Act, string>>> = {
  poison_order: pagePaths.intake, advance_tracking: pagePaths.tracking, revoke_token: pagePaths.accounts, restore_token: pagePaths.accounts, receive_short: pagePaths.allocation,
};

/** The outside world of the demo company, at a button's distance. It stays open beside the page it changes. */
export default function DemoPanel({ close }: { readonly close: () => void }) {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const tell = useTell("demoAct");
  const [busy, setBusy] = useState<Act | null>(null);
  const see = async (act: Act, happened: Answer<"demoAct">): Promise<void> => {
    const q = happened.orderNo ?? happened.externalId ?? undefined;
    if (!q || placeOf[act]) return void navigate({ to: placeOf[act] ?? pagePaths.orders });
    const found = await call("listOrders", { query: { q, limit: 2 } });
    const only = found.rows.length === 1 ? found.rows[0] : undefined;
    await (only ? navigate({ to: orderPath(only.id) }) : navigate({ to: pagePaths.orders, search: { q } as never }));
  };
  const act = (name: Act): void => {
    setBusy(name);
    tell.mutate({ body: { act: name } }, {
      onSettled: () => setBusy(null), onError: sayError,
      onSuccess: (happened) => say(<><b>{t.shell.demo.acts[name]}</b> <span className="muted mono">{happened.orderNo ?? happened.externalId ?? ""}</span>{happened.movedCount !== null && <span className="muted">{t.shell.demo.moved(happened.movedCount)}</span>} <Button size="small" type="link" onClick={() => void see(name, happened).catch(sayError)}>{t.shell.demo.see}</Button></>),
    });
  };
  return (
    <aside className="demo-panel" aria-label={t.shell.demo.title}>
      <header><b>{t.shell.demo.title}</b><button type="button" className="icon-button" aria-label={t.shell.meta.close} onClick={close}><CloseOutlined /></button></header>
      <p className="muted">{t.shell.demo.intro}</p>
      {groups.map((group) => (
        <section key={group.name}>
          <h3>{t.shell.demo.groups[group.name]}</h3>
          {group.acts.map((name) => <Button key={name} block loading={busy === name} onClick={() => act(name)}>{t.shell.demo.acts[name]}</Button>)}
        </section>
      ))}
    </aside>
  );
}
