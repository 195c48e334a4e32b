import type { ReactNode } from "react";

import { Button } from "./button";
import { Icon } from "./icon";
import { VisuallyHidden } from "./visually-hidden";

type Props = {
  /** What has happened; said aloud as soon as it is there. */
  children: ReactNode;
  actions?: ReactNode;
  dismiss: { label: string; onDismiss: () => void };
};

/** Says what has just been done and what can be done about it, until somebody closes it. */
export function Toast({ children, actions, dismiss }: Props) {
  return (
    <div className="fixed right-4 bottom-4 left-4 z-30 mx-auto flex max-w-xl items-center gap-3 rounded-lg border border-line-strong bg-raised px-4 py-3 shadow-pop max-lg:bottom-20">
      <div role="status" className="min-w-0 flex-1 wrap-break-word">
        {children}
      </div>
      {actions}
      <Button variant="ghost" size="iconSm" onClick={dismiss.onDismiss}>
        <Icon name="x" />
        <VisuallyHidden>{dismiss.label}</VisuallyHidden>
      </Button>
    </div>
  );
}
