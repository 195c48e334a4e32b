import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon-paths";
import type { AppointmentStatus } from "@/lib/appointments/schema";

/** The usual is quiet, the exception has a surface. */
const LOOKS: Record<AppointmentStatus, { tone: BadgeTone; icon: IconName }> = {
  pending: { tone: "warn", icon: "clock" },
  confirmed: { tone: "plain", icon: "check" },
  in_progress: { tone: "info", icon: "play" },
  completed: { tone: "quiet", icon: "check" },
  cancelled: { tone: "quiet", icon: "ban" },
  no_show: { tone: "bad", icon: "user-x" },
};

type Props = { status: AppointmentStatus; label: string; isProminent?: boolean };

export function StatusBadge({ status, label, isProminent = false }: Props) {
  const { tone, icon } = LOOKS[status];

  return (
    <Badge
      tone={isProminent && status === "confirmed" ? "ok" : tone}
      icon={icon}
      size={isProminent ? "lg" : "md"}
    >
      {label}
    </Badge>
  );
}

export function statusIcon(status: AppointmentStatus): IconName {
  return LOOKS[status].icon;
}
