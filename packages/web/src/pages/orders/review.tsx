import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useMay } from "../../api/session.ts";
import { pagePaths } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Why } from "../../ui/bits.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { OrderList } from "./list.tsx";
import { filterOf } from "./rows.tsx";

export default function ReviewPage() {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const [search] = useUrlState();
  const noReview = useMay()("approve", "Order") ? null : t.shell.meta.noAccess(t.orders.reviewMode);
  /** The orders of the list one by one, from the one that is open. */
  const start = (): void => { if (!noReview) void navigate({ to: pagePaths.reviewMode, search: { ...filterOf(search), at: search["open"] } as never }); };
  useKeys([{ keys: "v", label: t.orders.reviewMode, run: start }]);
  const button = <Why reason={noReview}><Button size="small" type="primary" disabled={noReview !== null} onClick={start}>{t.orders.reviewMode}<Key>v</Key></Button></Why>;
  return <OrderList room="review" title={t.rooms.review.name} hint={t.rooms.review.does} empty={t.rooms.review.empty} actions={button} />;
}
