import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { pagePaths } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { OrderList } from "./list.tsx";

export default function ReviewPage() {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const start = (): void => void navigate({ to: pagePaths.reviewMode });
  useKeys([{ keys: "v", label: t.orders.reviewMode, run: start }]);
  const button = <Button size="small" type="primary" onClick={start}>{t.orders.reviewMode}<Key>v</Key></Button>;
  return <OrderList room="review" title={t.rooms.review.name} hint={t.rooms.review.does} empty={t.rooms.review.empty} actions={button} />;
}
