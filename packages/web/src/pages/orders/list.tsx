import type { OrderRoom, Room } from "@argosy/core/journey.ts";
import type { ReactNode } from "react";
import { usePages, type QueryOf } from "../../api/queries.ts";
import { useFindsBuyers } from "../../api/session.ts";
import { orderPath, roomNumber } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { useFirstStep } from "../../ui/first-step.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Option } from "../../ui/list/types.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { OrderPeek } from "./peek.tsx";
import { filterOf, useOrderColumns, useOrderFilters } from "./rows.tsx";
import { useOrderVerbs } from "./verbs.ts";

/** The four views every list of travellers has. */
export function useViews(): readonly Option[] {
  const { t } = useSpeech();
  return (["all", "held", "free", "overdue"] as const).map((value) => ({ value, label: t.shell.list[value] }));
}
export const RoomNo = ({ room }: { readonly room: Room }) => <span className="lead num">{roomNumber(room)}</span>;

const beforeOrders = ["shop_account"];

type Props = { readonly room: OrderRoom | null; readonly title: string; readonly hint: string; readonly empty: string; readonly emptyAction?: ReactNode; readonly actions?: ReactNode; readonly above?: ReactNode };
/** Orders of one room, or of all: the same list with the room's verbs. */
export function OrderList({ room, title, hint, empty, emptyAction, actions, above }: Props) {
  const { t } = useSpeech();
  const [search] = useUrlState();
  const filter = { stage: room ?? search["stage"], view: search["view"], ...filterOf(search) } as QueryOf<"listOrders">;
  const pages = usePages("listOrders", filter);
  const first = useFirstStep(beforeOrders);
  return (
    <List name={room ?? "orders"} title={title} hint={hint} lead={room && <RoomNo room={room} />} pages={pages}
      columns={useOrderColumns(room === null)} rowId={(o) => o.id} rowName={(o) => o.orderNo} rowPath={(o) => orderPath(o.id)} peek={(o) => <OrderPeek id={o.id} />}
      views={useViews()} filters={useOrderFilters(room)} verbs={useOrderVerbs(room, filter)} actions={actions} above={above}
      searchFor={t.shell.list.searchTravellers(useFindsBuyers())} empty={{ title: t.shell.list.nothing, hint: empty, action: emptyAction, ...first }} />
  );
}
