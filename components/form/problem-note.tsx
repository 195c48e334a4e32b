import type { ReactNode } from "react";

import { Note } from "@/components/ui/note";
import type { Problem } from "@/lib/shared/problem";

type Props = {
  problem: Pick<Problem, "code" | "detail" | "requestId">;
  /** "Kennung für Rückfragen" */
  referenceLabel: string;
  /** What the reader can do about it. */
  actions?: ReactNode;
};

/** A refusal in words; only a failure of ours adds a reference to ask with. */
export function ProblemNote({ problem, referenceLabel, actions }: Props) {
  return (
    <Note tone="bad" role="alert" title={problem.detail} actions={actions}>
      {problem.code === "internal-error" && (
        <p className="text-note">
          {referenceLabel}: <span className="wrap-anywhere">{problem.requestId}</span>
        </p>
      )}
    </Note>
  );
}
