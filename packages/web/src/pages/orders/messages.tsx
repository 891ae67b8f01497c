import type { Answer } from "../../api/client.ts";
import { useMe } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago } from "../../ui/bits.tsx";
import { orderAtChannel } from "./at-channel.ts";

type Message = Answer<"getOrder">["messages"][number];
/** The thread with the buyer, oldest first, as plain text. */
export function Messages({ messages }: { readonly messages: readonly Message[] }) {
  const { t } = useSpeech();
  const p = t.orders.page;
  const who = { buyer: p.buyerSays, seller: p.sellerSays, channel: p.channelSays };
  if (messages.length === 0) return <p className="muted">{p.noMessages}</p>;
  return (
    <ul className="thread">
      {messages.toSorted((a, b) => a.at.localeCompare(b.at)).map((m) => (
        <li key={m.id} className={`message ${m.from}`}>
          <div className="muted"><b>{who[m.from]}</b> · <Ago at={m.at} />{m.subject && <> · {m.subject}</>}</div>
          <p className="pre">{m.text}</p>
        </li>
      ))}
    </ul>
  );
}
/** Leads to where the buyer is answered. The orders of a demo stand on no channel. */
export function ReplyLink({ order }: { readonly order: Pick<Answer<"getOrder">, "account" | "externalId"> }) {
  const { t } = useSpeech();
  const { demo } = useMe().org;
  const url = demo ? null : orderAtChannel(order);
  return url && <a href={url} target="_blank" rel="noopener noreferrer">{t.orders.reply} ↗</a>;
}
