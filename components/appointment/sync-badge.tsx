import { Badge } from "@/components/ui/badge";
import { isOutOfStep, type SyncState } from "@/lib/calcom/schema";

type Props = { state: SyncState; label: string };

/** Only what is not in step is worth a word. */
export function SyncBadge({ state, label }: Props) {
  if (!isOutOfStep(state)) return null;

  return (
    <Badge
      tone={state === "pending" ? "quiet" : "warn"}
      icon={state === "pending" ? "clock" : "alert"}
    >
      {label}
    </Badge>
  );
}
