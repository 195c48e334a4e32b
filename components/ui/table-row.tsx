import type { ReactNode } from "react";

type Props = {
  children: ReactNode;
  /** Cancelled, withdrawn: its time is struck through and its name grey. */
  isOff?: boolean;
};

export function TableRow({ children, isOff = false }: Props) {
  return (
    <tr role="row" data-off={isOff || undefined} className="group/row row">
      {children}
    </tr>
  );
}
