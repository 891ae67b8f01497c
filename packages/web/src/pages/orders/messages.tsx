import type { Answer } from "../../api/client.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago } from "../../ui/bits.tsx";

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
