import type { BadgeTone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon-paths";
import type { MailState } from "@/lib/delivery/rules";

type Look = {
  icon: IconName;
  /** Among other mails, where the usual is without a surface. */
  tone: BadgeTone;
  /** Among what happened to an appointment. */
  mark: "plain" | "ok" | "warn" | "bad";
};

/** How each state of a mail looks, wherever it is shown. */
export const MAIL_LOOKS: Record<MailState, Look> = {
  waiting: { icon: "clock", tone: "info", mark: "plain" },
  retrying: { icon: "clock", tone: "warn", mark: "warn" },
  sending: { icon: "send", tone: "info", mark: "plain" },
  sent: { icon: "send", tone: "plain", mark: "plain" },
  delayed: { icon: "hourglass", tone: "warn", mark: "warn" },
  delivered: { icon: "mail-check", tone: "plain", mark: "ok" },
  complained: { icon: "circle-alert", tone: "bad", mark: "bad" },
  bounced: { icon: "mail-x", tone: "bad", mark: "bad" },
  refused: { icon: "mail-x", tone: "bad", mark: "bad" },
  failed: { icon: "circle-x", tone: "bad", mark: "bad" },
  suppressed: { icon: "ban", tone: "bad", mark: "bad" },
  cancelled: { icon: "pause", tone: "quiet", mark: "plain" },
};
