import { Skeleton } from "../../ui/page-states.tsx";

export default function Page() {
  return <Skeleton />;
}
