import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon-paths";

const LOOKS = {
  ok: { tone: "plain", icon: "check" },
  running: { tone: "info", icon: "play" },
  waiting: { tone: "quiet", icon: "hourglass" },
  late: { tone: "bad", icon: "clock" },
  failing: { tone: "bad", icon: "circle-x" },
} as const satisfies Record<string, { tone: BadgeTone; icon: IconName }>;

/** How a job stands, for the company as for the platform. */
export function JobBadge({ state, label }: { state: keyof typeof LOOKS; label: string }) {
  return <Badge {...LOOKS[state]}>{label}</Badge>;
}
