import type { ReactNode } from "react";

/** The buttons that end a form or a question, the main one last; on a phone it comes first and all are wide. */
export function ActionRow({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 max-md:w-full max-md:flex-col-reverse max-md:items-stretch">
      {children}
    </div>
  );
}
